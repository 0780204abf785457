SELECT
    movie_id,
    country_code,
    row_number() OVER (PARTITION BY movie_id, country_code ORDER BY country_position, position) AS position,
    release.release_date::DATE AS release_date,
    release.type AS type,
    nullif(trim(release.certification), '') AS certification,
    nullif(trim(release.note), '') AS note
FROM (
    SELECT
        movie_id,
        upper(nullif(country.iso_3166_1, '')) AS country_code,
        country_position,
        unnest(country.release_dates) AS release,
        generate_subscripts(country.release_dates, 1) AS position
    FROM (
        SELECT
            movie_id,
            unnest(release_dates) AS country,
            generate_subscripts(release_dates, 1) AS country_position
        FROM catalogue
    )
)
