-- One row a dated movie: parts of its release date.
SELECT
    tmdb_id,
    release_date,
    year(release_date)::INTEGER AS release_year,
    month(release_date)::INTEGER AS release_month,
    week(release_date)::INTEGER AS release_week,
    isodow(release_date)::INTEGER AS release_weekday,
    month(release_date) BETWEEN 5 AND 8 AS is_summer,
    month(release_date) BETWEEN 10 AND 12 AS is_awards_season,
    -- TMDB's volunteers write 1 January where they know the year only
    month(release_date) = 1 AND day(release_date) = 1 AS is_new_years_day
FROM movies
WHERE release_date IS NOT NULL
