-- One row per dated movie with companies: the first-named major studio and their number. Reads `majors`.
SELECT
    movies.movie_id AS tmdb_id,
    coalesce(arg_min(studio, (majors.position, studio)), 'none') AS major_studio,
    count(DISTINCT studio)::INTEGER AS major_count
FROM movies
SEMI JOIN movie_companies USING (movie_id)
LEFT JOIN majors USING (movie_id)
WHERE movies.release_date IS NOT NULL
GROUP BY movies.movie_id
