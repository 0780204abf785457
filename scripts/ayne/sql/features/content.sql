-- One row per dated movie: what it is. An empty list of genres, countries or languages is an unknown one: null.
WITH genre_flags AS (
    SELECT
        movie_id,
        bool_or(genre_id = 28) AS genre_action,
        bool_or(genre_id = 12) AS genre_adventure,
        bool_or(genre_id = 16) AS genre_animation,
        bool_or(genre_id = 35) AS genre_comedy,
        bool_or(genre_id = 80) AS genre_crime,
        bool_or(genre_id = 99) AS genre_documentary,
        bool_or(genre_id = 18) AS genre_drama,
        bool_or(genre_id = 10751) AS genre_family,
        bool_or(genre_id = 14) AS genre_fantasy,
        bool_or(genre_id = 36) AS genre_history,
        bool_or(genre_id = 27) AS genre_horror,
        bool_or(genre_id = 10402) AS genre_music,
        bool_or(genre_id = 9648) AS genre_mystery,
        bool_or(genre_id = 10749) AS genre_romance,
        bool_or(genre_id = 878) AS genre_science_fiction,
        bool_or(genre_id = 10770) AS genre_tv_movie,
        bool_or(genre_id = 53) AS genre_thriller,
        bool_or(genre_id = 10752) AS genre_war,
        bool_or(genre_id = 37) AS genre_western,
        count(DISTINCT genre_id)::INTEGER AS genre_count
    FROM movie_genres
    GROUP BY movie_id
),
countries AS (
    SELECT
        movie_id,
        count(DISTINCT country_code)::INTEGER AS country_count,
        bool_or(country_code = 'US') AS is_us_production
    FROM movie_countries
    GROUP BY movie_id
),
languages AS (
    SELECT movie_id, count(DISTINCT language_code)::INTEGER AS language_count
    FROM movie_languages
    GROUP BY movie_id
)
SELECT
    movies.movie_id AS tmdb_id,
    movies.release_date,
    genre_flags.* EXCLUDE (movie_id),
    movies.us_certification,
    movies.runtime_min::INTEGER AS runtime_min,
    movies.runtime_min IS NULL AS is_runtime_missing,
    movies.original_language,
    movies.original_language = 'en' AS is_english,
    languages.language_count,
    countries.country_count,
    countries.is_us_production,
    length(movies.title)::INTEGER AS title_length
FROM movies
LEFT JOIN genre_flags USING (movie_id)
LEFT JOIN countries USING (movie_id)
LEFT JOIN languages USING (movie_id)
WHERE movies.release_date IS NOT NULL
