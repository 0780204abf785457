-- One row per dated movie: its opening in the US and Canada. Reads `facts`.
SELECT
    facts.tmdb_id,
    facts.release_date,
    movies.opening_theaters::INTEGER AS opening_theaters,
    round(ln(movies.opening_weekend_usd * facts.deflator), 6) AS log_opening_weekend_real,
    round(ln(movies.opening_weekend_usd * facts.deflator / movies.opening_theaters), 6) AS log_opening_per_theater_real,
    round(charts.opening_friday_usd / charts.opening_weekend_usd, 6) AS opening_friday_share,
    round(ln(coalesce(charts.gross_to_first_sunday_usd, movies.opening_weekend_usd) * facts.deflator), 6)
        AS log_gross_to_first_sunday_real,
    movies.opening_weekend_usd IS NULL AS is_opening_weekend_missing
FROM facts
JOIN movies USING (movie_id)
LEFT JOIN box_office_releases AS charts USING (movie_id)
