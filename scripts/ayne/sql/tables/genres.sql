-- TMDB renames genres: the newest name counts
SELECT genre.id AS genre_id, arg_max(nullif(genre.name, ''), (as_of, movie_id, genre.name)) AS name
FROM (SELECT movie_id, as_of, unnest(genres) AS genre FROM catalogue)
WHERE genre.id <> 0
GROUP BY genre_id
