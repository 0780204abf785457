-- One row a link (movie, role, entity): what was known of the entity at the movie's cut-off.
-- Reads `facts` and `links`. A movie adds to its entities' records twice: on the day after its release as a movie,
-- and once its gross is known by its amounts. `at_day` sums up an entity's events to a day, and an as-of join finds
-- the last such day that is not after the cut-off, so that the work grows with the number of links, not its square.
WITH events AS (
    SELECT role, entity, release_date + 1 AS day, release_date AS released,
        NULL AS ln_gross, NULL AS ln_multiple, NULL AS is_hit, NULL AS ln_budget, NULL AS ln_domestic
    FROM links JOIN facts USING (movie_id)
    UNION ALL
    SELECT role, entity, known_from, NULL, ln_gross, ln_gross - ln_budget, is_hit, ln_budget, ln_domestic
    FROM links JOIN facts USING (movie_id)
    WHERE coalesce(ln_gross, ln_budget, ln_domestic) IS NOT NULL
),
by_day AS (
    SELECT role, entity, day,
        count(released) AS n_released, max(released) AS released,
        count(ln_gross) AS n_gross, sum(ln_gross) AS sum_gross, max(ln_gross) AS max_gross,
        count(ln_multiple) AS n_multiple, sum(ln_multiple) AS sum_multiple, count_if(is_hit) AS n_hit,
        count(ln_budget) AS n_budget, sum(ln_budget) AS sum_budget,
        count(ln_domestic) AS n_domestic, sum(ln_domestic) AS sum_domestic
    FROM events
    GROUP BY role, entity, day
),
at_day AS (
    SELECT role, entity, day,
        sum(n_released) OVER past AS n_released, max(released) OVER past AS last_released,
        sum(n_gross) OVER past AS n_gross, sum(sum_gross) OVER past AS sum_gross,
        max(max_gross) OVER past AS max_gross,
        last_value(max_gross IGNORE NULLS) OVER past AS latest_gross,
        sum(n_multiple) OVER past AS n_multiple, sum(sum_multiple) OVER past AS sum_multiple,
        sum(n_hit) OVER past AS n_hit,
        sum(n_budget) OVER past AS n_budget, sum(sum_budget) OVER past AS sum_budget,
        sum(n_domestic) OVER past AS n_domestic, sum(sum_domestic) OVER past AS sum_domestic
    FROM by_day
    WINDOW past AS (PARTITION BY role, entity ORDER BY day)
)
SELECT links.movie_id, links.role, links.entity, links.weight, facts.cut_off, at_day.* EXCLUDE (role, entity, day)
FROM links
JOIN facts USING (movie_id)
ASOF LEFT JOIN at_day ON links.role = at_day.role AND links.entity = at_day.entity AND facts.cut_off >= at_day.day
