-- TMDB's cast and crew; OMDb's names only for a movie of which TMDB has neither.
WITH catalogue_credits AS (
    SELECT
        movie_id,
        getvariable('catalogue') || ':' || nullif(person.id, 0) AS person_id,
        coalesce(nullif(person.credit_id, ''), 'cast:' || position) AS credit_id,
        'Acting' AS department,
        'Actor' AS job,
        nullif(person."character", '') AS "character",
        -- TMDB's order has gaps and ties: the place among those listed, from 0
        row_number() OVER (PARTITION BY movie_id ORDER BY person."order" NULLS LAST, position) - 1 AS billing,
        getvariable('catalogue') AS origin
    FROM (SELECT movie_id, unnest("cast") AS person, generate_subscripts("cast", 1) AS position FROM catalogue)
    UNION ALL
    SELECT
        movie_id,
        getvariable('catalogue') || ':' || nullif(person.id, 0),
        coalesce(nullif(person.credit_id, ''), 'crew:' || position),
        nullif(person.department, ''),
        nullif(person.job, ''),
        NULL,
        NULL,
        getvariable('catalogue')
    FROM (SELECT movie_id, unnest(crew) AS person, generate_subscripts(crew, 1) AS position FROM catalogue)
),
omdb_names AS (
    SELECT record_id AS imdb_id, 'Directing' AS department, 'Director' AS job, 'director' AS role,
        unnest(directors) AS name, generate_subscripts(directors, 1) AS position FROM omdb
    UNION ALL
    SELECT record_id, 'Writing', 'Writer', 'writer', unnest(writers), generate_subscripts(writers, 1) FROM omdb
    UNION ALL
    SELECT record_id, 'Acting', 'Actor', 'actor', unnest(cast_names), generate_subscripts(cast_names, 1) FROM omdb
),
omdb_credits AS (
    SELECT
        movie_id,
        'omdb:' || lower(name) AS person_id,
        role || ':' || min(position) AS credit_id,
        department,
        job,
        NULL AS "character",
        CASE WHEN department = 'Acting'
            THEN row_number() OVER (PARTITION BY movie_id, department ORDER BY min(position)) - 1 END AS billing,
        'omdb' AS origin
    FROM omdb_names
    JOIN omdb_movies USING (imdb_id)
    WHERE movie_id NOT IN (SELECT movie_id FROM catalogue_credits)
    GROUP BY movie_id, lower(name), department, job, role
)
SELECT *
FROM (
    SELECT * FROM catalogue_credits
    UNION ALL
    SELECT * FROM omdb_credits
)
-- one credit listed twice is one credit
QUALIFY row_number() OVER (
    PARTITION BY movie_id, credit_id ORDER BY billing, person_id, department, job, "character"
) = 1
