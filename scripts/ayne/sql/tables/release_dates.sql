SELECT
    movie_id,
    country_code,
    row_number() OVER (PARTITION BY movie_id, country_code ORDER BY country_position, position) AS position,
    -- TMDB writes midnight of UTC; what has passed through another program may be midnight of its time zone, 22:00 of the
    -- day before: the nearest midnight is the day
    (release.release_date::TIMESTAMP + INTERVAL 12 HOUR)::DATE AS release_date,
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
