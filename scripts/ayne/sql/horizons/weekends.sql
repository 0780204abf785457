-- One row per wide release that is a movie's own and a weekend up to the twelfth: its gross from Friday to Sunday.
-- A weekend in whose charts the release is not any more has 0; one of which a day has no chart is not there.
WITH releases AS (
    SELECT release_id, movie_id, opening_weekend_usd,
        release_date + (7 - isodow(release_date))::INTEGER - 2 AS first_friday
    FROM box_office_releases
    WHERE movie_id IS NOT NULL AND opening_weekend_usd IS NOT NULL AND opening_theaters >= 600
),
charted AS (
    SELECT DISTINCT chart_date FROM daily_box_office
),
weekends AS (
    SELECT releases.*, week, first_friday + (7 * (week - 1))::INTEGER AS friday
    FROM releases, range(1, 13) AS weeks(week)
    WHERE (
        SELECT count(*) FROM charted
        WHERE chart_date BETWEEN first_friday + (7 * (week - 1))::INTEGER AND first_friday + (7 * (week - 1) + 2)::INTEGER
    ) = 3
)
SELECT
    weekends.movie_id AS tmdb_id,
    movies.release_date,
    weekends.week::INTEGER AS week,
    any_value(weekends.opening_weekend_usd) AS opening_weekend_usd,
    coalesce(sum(daily.gross_usd), 0)::BIGINT AS weekend_usd
FROM weekends
JOIN movies USING (movie_id)
LEFT JOIN daily_box_office AS daily
    ON daily.release_id = weekends.release_id AND daily.chart_date BETWEEN weekends.friday AND weekends.friday + 2
GROUP BY ALL
ORDER BY tmdb_id, week
