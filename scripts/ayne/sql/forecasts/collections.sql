-- Every series of movies with a name, also without TMDB's word "Collection" at its end, and how many movies it has.
SELECT
    collection_id AS id,
    name,
    series_name(name) AS plain,
    count(DISTINCT movie_id) AS movies
FROM collections LEFT JOIN movies USING (collection_id)
WHERE name IS NOT NULL
GROUP BY ALL
