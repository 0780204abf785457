-- One row a dated movie: its opening in the US and Canada. Reads `facts` and `openings`.
-- A movie that came to theaters twice is described by its first release.
SELECT
    facts.tmdb_id,
    facts.release_date,
    openings.opening_theaters::INTEGER AS opening_theaters,
    round(ln(openings.opening_weekend_usd * facts.deflator), 6) AS log_opening_weekend_real,
    openings.opening_weekend_usd IS NULL AS is_opening_weekend_missing
FROM facts
LEFT JOIN (
    FROM openings
    WHERE movie_id IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY movie_id ORDER BY release_date, release_id) = 1
) AS openings USING (movie_id)
