-- One row per dated movie: what TMDB's volunteers have written about it up to the day of the fetch.
WITH tags AS (
    SELECT
        movie_id,
        count(*)::INTEGER AS keyword_count,
        bool_or(regexp_matches(name, '\bremake\b|\breboot\b')) AS is_remake,
        bool_or(name LIKE 'based on%' OR regexp_matches(name, '\badaptation\b')) AS is_adaptation,
        bool_or(regexp_matches(name, '^based on .*(novel|book|story|memoir)')) AS is_from_a_book,
        bool_or(regexp_matches(name, '^based on .*(comic|graphic novel|manga|cartoon|video game)')) AS is_from_a_comic,
        bool_or(regexp_matches(name, '\b(true|real) (story|events?)\b|\bbiograph')) AS is_true_story
    FROM movie_keywords JOIN keywords USING (keyword_id)
    GROUP BY movie_id
)
SELECT
    movies.movie_id AS tmdb_id,
    movies.release_date,
    length(movies.overview)::INTEGER AS overview_length,
    len(regexp_extract_all(movies.overview, '\w+'))::INTEGER AS overview_word_count,
    length(movies.tagline)::INTEGER AS tagline_length,
    tags.* EXCLUDE (movie_id)
FROM movies LEFT JOIN tags USING (movie_id)
WHERE movies.release_date IS NOT NULL
