-- Unknown is null here. Of an amount the first source that has a credible one counts (`movie_amounts`).
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
    t.tmdb_id,
    coalesce(t.wikidata_id, a.wikidata_id) AS wikidata_id,
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
    d.overview,
    d.tagline,
    known(budgets(a))[1].usd AS budget_usd,
    known(budgets(a))[1].source AS budget_usd_source,
    known(worldwide_grosses(a))[1].usd AS worldwide_gross_usd,
    known(worldwide_grosses(a))[1].source AS worldwide_gross_usd_source,
    known(domestic_grosses(a))[1].usd AS domestic_gross_usd,
    known(domestic_grosses(a))[1].source AS domestic_gross_usd_source,
    coalesce(b.opening_weekend_usd, n.opening_weekend_usd) AS opening_weekend_usd,
    CASE
        WHEN b.opening_weekend_usd IS NOT NULL THEN 'boxofficemojo' WHEN n.opening_weekend_usd IS NOT NULL THEN 'numbers'
    END AS opening_weekend_usd_source,
    coalesce(b.opening_theaters, n.opening_theaters) AS opening_theaters,
    b.second_weekend_usd,
    coalesce(b.widest_theaters, n.widest_theaters) AS widest_theaters
FROM catalogue_movies AS t
JOIN movie_amounts AS a USING (movie_id)
LEFT JOIN tmdb_movies AS d USING (movie_id)
LEFT JOIN omdb_movies AS o USING (movie_id)
LEFT JOIN box_office_releases AS b USING (movie_id)
LEFT JOIN numbers_movies AS n USING (movie_id)
LEFT JOIN us_certification AS c USING (movie_id)
