-- One row per dated movie: parts of its release date, and how far from it the US release is.
WITH us_releases AS (
    -- OMDb writes the US release, or another one where there was none. A day more than a month after the first release
    -- may have been set since; OMDb said the first one until then.
    SELECT movie_id, released - release_date AS days_after
    FROM omdb_movies JOIN movies USING (movie_id)
)
SELECT
    movie_id AS tmdb_id,
    release_date,
    year(release_date)::INTEGER AS release_year,
    month(release_date)::INTEGER AS release_month,
    week(release_date)::INTEGER AS release_week,
    isodow(release_date)::INTEGER AS release_weekday,
    month(release_date) BETWEEN 5 AND 8 AS is_summer,
    month(release_date) BETWEEN 10 AND 12 AS is_awards_season,
    -- TMDB's volunteers write 1 January where they know the year only
    month(release_date) = 1 AND day(release_date) = 1 AS is_new_years_day,
    CASE WHEN days_after <= 30 THEN greatest(days_after, -60) WHEN days_after > 30 THEN 0 END::INTEGER AS days_to_us_release,
    days_after < -14 AS is_released_in_us
FROM movies LEFT JOIN us_releases USING (movie_id)
WHERE release_date IS NOT NULL
