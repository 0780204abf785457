-- Unknown is null here. Amounts in another unit than dollars come out as they are:
-- the range of their column in the dictionary turns them to null and notes them as rejected.
WITH us_certification AS (
    -- TMDB: of a movie's US certifications a rating rather than NR, then the theatrical release's, then the earliest
    SELECT movie_id, certification
    FROM (
        SELECT movie_id, us_certification(certification) AS certification, type, release_date, position
        FROM release_dates
        WHERE country_code = 'US'
    )
    WHERE certification IS NOT NULL
    -- types: 1 premiere, 2 limited, 3 theatrical, 4 digital, 5 physical, 6 TV
    QUALIFY row_number() OVER (
        PARTITION BY movie_id
        ORDER BY certification = 'NR', list_position([3, 2, 1, 4, 5, 6], type) NULLS LAST, release_date, position
    ) = 1
)
SELECT
    t.movie_id,
    t.movie_id AS tmdb_id,
    t.imdb_id,
    t.title,
    t.original_title,
    t.release_date,
    year(t.release_date) AS release_year,
    t.status,
    t.original_language,
    coalesce(t.runtime, o.runtime_min) AS runtime_min,
    coalesce(c.certification, us_certification(o.rated)) AS us_certification,
    t.collection_id,
    t.overview,
    t.tagline,
    nullif(t.budget, 0) AS budget_usd,
    nullif(t.revenue, 0) AS worldwide_gross_usd,
    o.box_office_usd AS domestic_gross_usd
FROM tmdb_movies AS t
LEFT JOIN omdb_movies AS o USING (movie_id)
LEFT JOIN us_certification AS c USING (movie_id)
