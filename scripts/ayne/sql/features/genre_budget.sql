-- One row per movie with genres: the median budget of its genres' movies released in the three years before the cut-off,
-- averaged over its genres. Reads `facts`. The median of a genre is taken once a day that is some movie's cut-off, so
-- that the work grows with the number of movies, not with that times the movies of three years.
WITH days AS (
    SELECT genre_id, release_date - DATE '1970-01-01' AS day, ln_budget, FALSE AS is_cut_off
    FROM movie_genres JOIN facts USING (movie_id)
    WHERE ln_budget IS NOT NULL
    UNION ALL
    SELECT DISTINCT genre_id, cut_off - DATE '1970-01-01', NULL, TRUE
    FROM movie_genres JOIN facts USING (movie_id)
),
medians AS (
    SELECT genre_id, day, is_cut_off, (median(ln_budget) OVER (
        PARTITION BY genre_id ORDER BY day RANGE BETWEEN 1096 PRECEDING AND 1 PRECEDING
    ))::DECIMAL(18, 6) AS ln_median
    FROM days
)
SELECT movie_id, sum(ln_median) / count(ln_median) AS ln_median
FROM movie_genres
JOIN facts USING (movie_id)
JOIN medians ON
    medians.is_cut_off AND medians.genre_id = movie_genres.genre_id AND medians.day = facts.cut_off - DATE '1970-01-01'
GROUP BY movie_id
