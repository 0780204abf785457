-- One row per dated movie: what else is announced for the weeks around its release. Reads `facts`.
-- Only dates, genres and budgets of the others count, which are public by then; never what they earned.
-- Each day has the sum over the days around it, and a movie takes itself out of its own day's, so that the work grows
-- with the number of movies, not its square.
WITH announced AS (
    SELECT movie_id, release_date - DATE '1970-01-01' AS day, budget_usd,
        -- TMDB's volunteers write 1 January where they know the year only: nobody's competitor
        NOT (month(release_date) = 1 AND day(release_date) = 1) AS competes
    FROM movies
    WHERE release_date IS NOT NULL
),
by_day AS (
    SELECT day, count_if(competes) AS n, sum(budget_usd) FILTER (competes) AS budget
    FROM announced
    GROUP BY day
),
around AS (
    SELECT day, sum(n) OVER weeks AS n, sum(budget) OVER weeks AS budget
    FROM by_day
    WINDOW weeks AS (
        ORDER BY day RANGE BETWEEN $competition_days::INTEGER PRECEDING AND $competition_days::INTEGER FOLLOWING
    )
),
by_genre_and_day AS (
    SELECT genre_id, day, count_if(competes) AS n, sum(budget_usd) FILTER (competes) AS budget
    FROM movie_genres JOIN announced USING (movie_id)
    GROUP BY genre_id, day
),
genre_around AS (
    SELECT genre_id, day, sum(n) OVER weeks AS n, sum(budget) OVER weeks AS budget
    FROM by_genre_and_day
    WINDOW weeks AS (
        PARTITION BY genre_id
        ORDER BY day RANGE BETWEEN $competition_days::INTEGER PRECEDING AND $competition_days::INTEGER FOLLOWING
    )
),
others AS (
    SELECT movie_id,
        around.n - competes::INTEGER AS n,
        coalesce(around.budget, 0) - if(competes, coalesce(budget_usd, 0), 0) AS budget
    FROM announced JOIN around USING (day)
),
-- Every other movie counts by the share of this movie's genres that it has.
overlap AS (
    SELECT movie_id,
        sum(genre_around.n - competes::INTEGER) / count(*) AS n,
        sum(coalesce(genre_around.budget, 0) - if(competes, coalesce(budget_usd, 0), 0)) / count(*) AS budget
    FROM announced
    JOIN movie_genres USING (movie_id)
    JOIN genre_around USING (genre_id, day)
    GROUP BY movie_id
)
SELECT
    facts.tmdb_id,
    facts.release_date,
    others.n::INTEGER AS competition_movie_count,
    CASE WHEN others.budget > 0 THEN round(ln(others.budget * facts.deflator), 6) END AS competition_log_budget,
    announced.budget_usd / (announced.budget_usd + others.budget) AS competition_budget_share,
    overlap.n::DOUBLE AS competition_genre_overlap,
    CASE WHEN overlap.budget > 0 THEN round(ln(overlap.budget * facts.deflator), 6) END AS competition_genre_log_budget
FROM facts
JOIN announced USING (movie_id)
JOIN others USING (movie_id)
LEFT JOIN overlap USING (movie_id)
