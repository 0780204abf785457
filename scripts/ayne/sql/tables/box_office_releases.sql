WITH releases AS (
    SELECT
        release_id,
        arg_max(title, (chart_date, title)) AS title,
        bool_or(is_rerelease) AS is_rerelease,
        arg_max(distributor, (chart_date, distributor)) AS distributor,
        -- the page counts the day of the release as 1
        mode(chart_date - (day_of_release - 1)::INTEGER ORDER BY chart_date) AS release_date,
        max(theaters) AS widest_theaters,
        arg_max(gross_to_date_usd, (chart_date, gross_to_date_usd)) AS gross_to_date_usd,
        min(chart_date) AS first_chart_date,
        max(chart_date) AS last_chart_date,
        count(DISTINCT chart_date) AS days_in_charts
    FROM boxofficemojo
    GROUP BY release_id
),
weekends AS (
    -- the first Sunday on or after the release: a movie that opens on a Wednesday has its weekend from Friday on
    SELECT release_id, release_date + (7 - isodow(release_date))::INTEGER AS sunday FROM releases
),
openings AS (
    SELECT release_id, sum(gross_usd) AS opening_weekend_usd, max(theaters) AS opening_theaters
    FROM (SELECT DISTINCT release_id, chart_date, gross_usd, theaters FROM boxofficemojo)
    JOIN weekends USING (release_id)
    WHERE chart_date BETWEEN sunday - 2 AND sunday
    GROUP BY release_id
    HAVING count(gross_usd) = 3 AND count(DISTINCT chart_date) = 3
),
entries AS MATERIALIZED (
    SELECT
        release_id AS entry_id, title, release_date, year(coalesce(release_date, first_chart_date)) AS release_year,
        NULL::BIGINT AS budget_usd, gross_to_date_usd AS domestic_gross_usd, NULL::BIGINT AS worldwide_gross_usd,
        is_rerelease
    FROM releases
),
first_releases AS MATERIALIZED (FROM entries WHERE NOT is_rerelease),
rereleases AS MATERIALIZED (FROM entries WHERE is_rerelease),
-- "Re-release" stands behind many a first release as well ("Footloose2011 Re-release"): such a one is the movie's own
-- if it has no other, and came when the movie did, or took half of what the movie took
only_releases AS (
    SELECT matched.*
    FROM movie_matches('rereleases') AS matched
    JOIN rereleases USING (entry_id)
    JOIN catalogue_movies AS t USING (movie_id)
    LEFT JOIN omdb_movies AS o USING (movie_id)
    WHERE abs(rereleases.release_date - t.release_date) <= 60
        OR nearness(rereleases.domestic_gross_usd, o.box_office_usd) >= 0.5
),
matches AS (
    FROM movie_matches('first_releases')
    UNION ALL
    FROM only_releases ANTI JOIN movie_matches('first_releases') AS earlier USING (movie_id)
)
SELECT
    releases.*,
    openings.opening_weekend_usd,
    openings.opening_theaters,
    matches.movie_id,
    matches.match_score,
    matches.match_rule
FROM releases
LEFT JOIN openings USING (release_id)
LEFT JOIN matches ON matches.entry_id = releases.release_id
