-- One row per dated movie: the mean gross and multiple and the share of hits of all movies known at its cut-off (null before the first one).
WITH by_day AS (
    SELECT known_from AS day,
        count(ln_gross) AS n_gross, sum(ln_gross) AS sum_gross,
        count(ln_gross - ln_budget) AS n_multiple, sum(ln_gross - ln_budget) AS sum_multiple, count_if(is_hit) AS n_hit
    FROM facts
    WHERE ln_gross IS NOT NULL
    GROUP BY known_from
),
at_day AS (
    SELECT day,
        sum(n_gross) OVER past AS n_gross, sum(sum_gross) OVER past AS sum_gross,
        sum(n_multiple) OVER past AS n_multiple, sum(sum_multiple) OVER past AS sum_multiple,
        sum(n_hit) OVER past AS n_hit
    FROM by_day
    WINDOW past AS (ORDER BY day)
)
SELECT facts.movie_id,
    (at_day.sum_gross / at_day.n_gross)::DECIMAL(18, 6) AS mean_gross,
    (at_day.sum_multiple / nullif(at_day.n_multiple, 0))::DECIMAL(18, 6) AS mean_multiple,
    (at_day.n_hit / nullif(at_day.n_multiple, 0))::DECIMAL(18, 6) AS hit_share
FROM facts ASOF LEFT JOIN at_day ON facts.cut_off >= at_day.day
