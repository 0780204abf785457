-- One row a movie with genres: the median budget of its genres' movies released in the three years before the cut-off,
-- averaged over its genres. Reads `facts`.
WITH budgets AS (
    SELECT genre_id, release_date - DATE '1970-01-01' AS day, ln_budget, NULL AS movie_id
    FROM movie_genres JOIN facts USING (movie_id)
    WHERE ln_budget IS NOT NULL
    UNION ALL
    SELECT genre_id, cut_off - DATE '1970-01-01', NULL, movie_id
    FROM movie_genres JOIN facts USING (movie_id)
),
medians AS (
    SELECT movie_id, (median(ln_budget) OVER (
        PARTITION BY genre_id ORDER BY day RANGE BETWEEN 1096 PRECEDING AND 1 PRECEDING
    ))::DECIMAL(18, 6) AS ln_median
    FROM budgets
)
SELECT movie_id, sum(ln_median) / count(ln_median) AS ln_median
FROM medians
WHERE movie_id IS NOT NULL
GROUP BY movie_id
