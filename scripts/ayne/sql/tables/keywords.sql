SELECT keyword.id AS keyword_id, arg_max(nullif(keyword.name, ''), (as_of, movie_id, keyword.name)) AS name
FROM (SELECT movie_id, as_of, unnest(keywords) AS keyword FROM catalogue)
WHERE keyword.id <> 0
GROUP BY keyword_id
