SELECT title_key, movie_id, min(title) AS title, bool_and(is_part) AS is_part
FROM (
    SELECT movie_id, title_key(spelled.title) AS title_key, spelled.title, spelled.is_part
    FROM (
        SELECT movie_id, unnest(titles_in(title)) AS spelled FROM catalogue_movies
        UNION ALL
        SELECT movie_id, unnest(titles_in(original_title)) FROM catalogue_movies
        UNION ALL
        SELECT movie_id, unnest(titles_in(title)) FROM omdb_movies
    )
)
WHERE title_key IS NOT NULL
GROUP BY title_key, movie_id
