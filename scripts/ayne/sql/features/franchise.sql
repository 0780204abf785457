-- One row per movie that TMDB has put in a collection.
SELECT movie_id, 'franchise' AS role, collection_id AS entity, 1::DECIMAL(9, 6) AS weight
FROM movies
WHERE collection_id IS NOT NULL
