SELECT DISTINCT movie_id, keyword.id AS keyword_id
FROM (SELECT movie_id, unnest(keywords) AS keyword FROM catalogue)
