SELECT movie_id, nullif(genre.id, 0) AS genre_id, min(position) AS position
FROM (SELECT movie_id, unnest(genres) AS genre, generate_subscripts(genres, 1) AS position FROM catalogue)
GROUP BY movie_id, genre_id
