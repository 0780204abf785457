SELECT collection.id AS collection_id, arg_max(nullif(collection.name, ''), (as_of, movie_id, collection.name)) AS name
FROM catalogue
WHERE collection.id <> 0
GROUP BY collection_id
