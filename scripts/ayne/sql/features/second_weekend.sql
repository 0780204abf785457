-- One row per dated movie: its second weekend in the US and Canada. Reads `facts`.
SELECT
    facts.tmdb_id,
    facts.release_date,
    charts.second_weekend_theaters::INTEGER AS second_weekend_theaters,
    round(ln(charts.second_weekend_usd * facts.deflator), 6) AS log_second_weekend_real,
    round(1 - charts.second_weekend_usd / charts.opening_weekend_usd, 6) AS second_weekend_drop,
    round(ln(charts.gross_to_second_sunday_usd * facts.deflator), 6) AS log_gross_to_second_sunday_real,
    charts.second_weekend_usd IS NULL AS is_second_weekend_missing
FROM facts
LEFT JOIN box_office_releases AS charts USING (movie_id)
