-- The movies of the source that lists the catalogue: of the two tables the other one is empty, or stands beside.
SELECT
    movie_id,
    movie_id AS tmdb_id,
    NULL AS wikidata_id,
    imdb_id,
    title,
    original_title,
    release_date,
    status,
    original_language,
    runtime,
    collection_id,
    budget,
    revenue,
    popularity,
    vote_average,
    vote_count,
    fetched_at,
    as_of
FROM tmdb_movies
UNION ALL BY NAME
SELECT
    movie_id,
    tmdb_id,
    wikidata_id,
    imdb_id,
    title,
    original_title,
    release_date,
    original_language,
    runtime_min AS runtime,
    collection_id,
    budget_usd AS budget,
    worldwide_gross_usd AS revenue,
    fetched_at,
    as_of
FROM wikidata_movies
WHERE getvariable('catalogue') = 'wikidata'
