SELECT movie_id, lower(nullif(language.iso_639_1, '')) AS language_code, min(position) AS position
FROM (SELECT movie_id, unnest(languages) AS language, generate_subscripts(languages, 1) AS position FROM catalogue)
GROUP BY movie_id, language_code
