-- One row per genre and movie with a budget, in the order of their release; the budget in millionths of a natural log.
-- Reads `facts`.
SELECT genre_id, (release_date - DATE '1970-01-01')::INTEGER AS day, (ln_budget * 1000000)::BIGINT AS budget
FROM movie_genres JOIN facts USING (movie_id)
WHERE ln_budget IS NOT NULL
ORDER BY genre_id, day
