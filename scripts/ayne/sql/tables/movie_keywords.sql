SELECT DISTINCT movie_id, nullif(keyword.id, 0) AS keyword_id
FROM (SELECT movie_id, unnest(keywords) AS keyword FROM catalogue)
