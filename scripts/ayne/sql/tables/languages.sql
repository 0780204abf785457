SELECT
    lower(nullif(language.iso_639_1, '')) AS language_code,
    arg_max(coalesce(nullif(language.english_name, ''), nullif(language.name, '')), (as_of, movie_id, language.name)) AS name
FROM (SELECT movie_id, as_of, unnest(languages) AS language FROM catalogue)
WHERE language.iso_639_1 <> ''
GROUP BY language_code
