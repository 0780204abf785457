-- TMDB's newest spelling of a person's name; of OMDb's spellings of one name the most frequent.
WITH catalogue_people AS (
    SELECT movie_id, as_of, unnest("cast").id AS id, unnest("cast").name AS name FROM catalogue
    UNION ALL
    SELECT movie_id, as_of, unnest(crew).id, unnest(crew).name FROM catalogue
),
omdb_spellings AS (
    SELECT name, count(*) AS occurrences
    FROM (SELECT unnest(list_concat(directors, writers, cast_names)) AS name FROM omdb)
    GROUP BY name
)
SELECT
    getvariable('catalogue') || ':' || id AS person_id,
    arg_max(nullif(trim(name), ''), (as_of, movie_id, name)) AS name,
    getvariable('catalogue') AS origin
FROM catalogue_people
WHERE id <> 0
GROUP BY id
UNION ALL
SELECT 'omdb:' || lower(name) AS person_id, arg_max(name, (occurrences, name)) AS name, 'omdb' AS origin
FROM omdb_spellings
WHERE 'omdb:' || lower(name) IN (SELECT person_id FROM credits)
GROUP BY lower(name)
