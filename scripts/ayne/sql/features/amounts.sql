-- One row per dated movie: what it grossed by when in the US and Canada, nominal US dollars. Reads `facts`.
SELECT
    facts.tmdb_id,
    facts.release_date,
    movies.title,
    movies.domestic_gross_usd::BIGINT AS domestic_gross_usd,
    movies.opening_weekend_usd::BIGINT AS opening_weekend_usd,
    movies.opening_theaters::INTEGER AS opening_theaters,
    charts.second_weekend_usd::BIGINT AS second_weekend_usd,
    coalesce(charts.gross_to_first_sunday_usd, movies.opening_weekend_usd)::BIGINT AS gross_to_first_sunday_usd,
    charts.gross_to_second_sunday_usd::BIGINT AS gross_to_second_sunday_usd,
    -- the Sunday of the opening weekend
    charts.release_date + (7 - isodow(charts.release_date))::INTEGER AS first_sunday,
    genres.genre_id AS main_genre_id
FROM facts
JOIN movies USING (movie_id)
LEFT JOIN box_office_releases AS charts USING (movie_id)
LEFT JOIN movie_genres AS genres ON genres.movie_id = facts.movie_id AND genres.position = 1
