-- Every series of movies with a name, and how many movies it has.
SELECT collection_id AS id, name, count(DISTINCT movie_id) AS collection
FROM collections LEFT JOIN movies USING (collection_id)
WHERE name IS NOT NULL
GROUP BY ALL
ORDER BY id
