-- The charts as they stood on the snapshot: a day's figure is known on the next day, a Sunday's on Monday.
WITH days AS MATERIALIZED (
    FROM boxofficemojo
    WHERE chart_date < getvariable('snapshot')::DATE
    -- the same day of a release twice is one: a studio's estimate gives way to what was counted
    QUALIFY row_number() OVER (PARTITION BY release_id, chart_date ORDER BY is_estimate, gross_usd DESC, theaters DESC) = 1
),
releases AS (
    SELECT
        release_id,
        arg_max(title, (chart_date, title)) AS title,
        bool_or(is_rerelease) AS is_rerelease,
        -- no "Special Edition", "3D Release" or "20th Anniversary"
        bool_or(regexp_matches(title_received, '[0-9]{4} Re-release$')) AS is_plain_rerelease,
        arg_max(distributor, (chart_date, distributor)) AS distributor,
        -- the page counts the day of the release as 1
        mode(chart_date - (day_of_release - 1)::INTEGER ORDER BY chart_date) AS release_date,
        max(theaters) AS widest_theaters,
        arg_max(gross_to_date_usd, (chart_date, gross_to_date_usd)) AS gross_to_date_usd,
        min(chart_date) AS first_chart_date,
        max(chart_date) AS last_chart_date,
        count(*) AS days_in_charts,
        -- 600 theaters or more: a wide release
        min(chart_date) FILTER (WHERE theaters >= 600) AS wide_from
    FROM days
    GROUP BY release_id
),
weekends AS (
    -- the first Sunday on or after the release: a movie that opens on a Wednesday has its weekend from Friday on
    SELECT release_id, release_date + (7 - isodow(release_date))::INTEGER AS sunday FROM releases
),
weekend_days AS (
    SELECT days.*, (chart_date - (sunday - 2))::INTEGER AS day_number
    FROM days
    JOIN weekends USING (release_id)
    WHERE chart_date BETWEEN sunday - 2 AND sunday + 7
),
-- Friday to Sunday, whether Monday is a holiday or not, in few theaters too; unknown unless all three days are there
openings AS (
    SELECT
        release_id,
        sum(gross_usd) AS opening_weekend_usd,
        max(theaters) AS opening_theaters,
        any_value(gross_usd) FILTER (WHERE day_number = 0) AS opening_friday_usd,
        any_value(gross_to_date_usd) FILTER (WHERE day_number = 2) AS gross_to_first_sunday_usd
    FROM weekend_days
    WHERE day_number BETWEEN 0 AND 2
    GROUP BY release_id
    HAVING count(gross_usd) = 3
),
second_weekends AS (
    SELECT
        release_id,
        sum(gross_usd) AS second_weekend_usd,
        max(theaters) AS second_weekend_theaters,
        any_value(gross_to_date_usd) FILTER (WHERE day_number = 9) AS gross_to_second_sunday_usd
    FROM weekend_days
    SEMI JOIN openings USING (release_id)
    WHERE day_number BETWEEN 7 AND 9
    GROUP BY release_id
    HAVING count(gross_usd) = 3
),
entries AS MATERIALIZED (
    SELECT
        release_id AS entry_id, title, release_date, year(coalesce(release_date, first_chart_date)) AS release_year,
        NULL::BIGINT AS budget_usd, gross_to_date_usd AS domestic_gross_usd, NULL::BIGINT AS worldwide_gross_usd,
        is_rerelease, is_plain_rerelease, last_chart_date - release_date AS days_shown
    FROM releases
),
first_releases AS MATERIALIZED (FROM entries WHERE NOT is_rerelease),
rereleases AS MATERIALIZED (FROM entries WHERE is_rerelease),
-- "Re-release" stands behind many a first release as well, of a title that was there before ("Footloose2011 Re-release")
-- or of a movie that had been shown abroad ("Water2006 Re-release"): such a one is the movie's own if it has no other,
-- and came when the movie did, or took half of what the movie took; where that is unknown, if it says "Re-release" and
-- no more, came within 400 days, and was shown for a week: what is shown for a day is an older movie of that title
only_releases AS (
    SELECT matched.*
    FROM movie_matches('rereleases') AS matched
    JOIN rereleases USING (entry_id)
    JOIN catalogue_movies AS t USING (movie_id)
    LEFT JOIN omdb_movies AS o USING (movie_id)
    WHERE abs(rereleases.release_date - t.release_date) <= 60
        OR nearness(rereleases.domestic_gross_usd, o.box_office_usd) >= 0.5
        OR (
            rereleases.is_plain_rerelease
            AND o.box_office_usd IS NULL
            AND rereleases.release_date - t.release_date BETWEEN 0 AND 400
            AND rereleases.days_shown >= 7
        )
),
matches AS (
    FROM movie_matches('first_releases')
    UNION ALL
    FROM only_releases ANTI JOIN movie_matches('first_releases') AS earlier USING (movie_id)
)
SELECT
    releases.* EXCLUDE (is_plain_rerelease),
    openings.opening_weekend_usd,
    openings.opening_theaters,
    openings.opening_friday_usd,
    openings.gross_to_first_sunday_usd,
    second_weekends.second_weekend_usd,
    second_weekends.second_weekend_theaters,
    second_weekends.gross_to_second_sunday_usd,
    matches.movie_id,
    matches.match_score,
    matches.match_rule
FROM releases
LEFT JOIN openings USING (release_id)
LEFT JOIN second_weekends USING (release_id)
LEFT JOIN matches ON matches.entry_id = releases.release_id
