-- One row a dated movie: its opening in the US and Canada. Reads `facts`.
SELECT
    facts.tmdb_id,
    facts.release_date,
    movies.opening_theaters::INTEGER AS opening_theaters,
    round(ln(movies.opening_weekend_usd * facts.deflator), 6) AS log_opening_weekend_real,
    movies.opening_weekend_usd IS NULL AS is_opening_weekend_missing
FROM facts
JOIN movies USING (movie_id)
