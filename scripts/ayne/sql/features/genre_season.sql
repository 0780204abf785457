-- One row per movie and genre: the genre in the season of the release (1 summer, 2 awards season, 0 the rest of the year).
SELECT
    movie_id,
    'genre_season' AS role,
    genre_id * 10 + CASE
        WHEN month(release_date) BETWEEN 5 AND 8 THEN 1
        WHEN month(release_date) BETWEEN 10 AND 12 THEN 2
        ELSE 0
    END AS entity,
    1::DECIMAL(9, 6) AS weight
FROM movie_genres JOIN movies USING (movie_id)
WHERE release_date IS NOT NULL
GROUP BY ALL
