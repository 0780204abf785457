SELECT title_key, movie_id, min(title) AS title
FROM (
    SELECT movie_id, title, title_key(title) AS title_key FROM tmdb_movies
    UNION ALL
    SELECT movie_id, original_title, title_key(original_title) FROM tmdb_movies
    UNION ALL
    SELECT movie_id, title, title_key(title) FROM omdb_movies
)
WHERE title_key IS NOT NULL
GROUP BY title_key, movie_id
