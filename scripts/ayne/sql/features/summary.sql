-- One row per movie and role: the records of its entities in that role, averaged by weight or at their best.
-- Reads `facts`, `records` and `market`. Means are shrunk: an entity without a record has the market's mean, one with
-- n movies is n / (n + prior) of the way to its own.
WITH entities AS (
    SELECT
        records.movie_id, role, weight, cut_off, last_released, max_gross, latest_gross,
        coalesce(n_released, 0) AS n_released,
        coalesce(n_gross, 0) AS n_gross,
        ((coalesce(sum_gross, 0) + $prior_movies::INTEGER * mean_gross)
            / (coalesce(n_gross, 0) + $prior_movies::INTEGER))::DECIMAL(18, 6) AS shrunk_gross,
        ((coalesce(sum_multiple, 0) + $prior_movies::INTEGER * mean_multiple)
            / (coalesce(n_multiple, 0) + $prior_movies::INTEGER))::DECIMAL(18, 6) AS shrunk_multiple,
        ((coalesce(n_hit, 0) + $prior_movies::INTEGER * hit_share)
            / (coalesce(n_multiple, 0) + $prior_movies::INTEGER))::DECIMAL(18, 6) AS shrunk_hit_share,
        CASE WHEN n_gross > 1 THEN (latest_gross - sum_gross / n_gross)::DECIMAL(18, 6) END AS trend,
        (sum_budget / nullif(n_budget, 0))::DECIMAL(18, 6) AS mean_budget,
        (sum_domestic / nullif(n_domestic, 0))::DECIMAL(18, 6) AS mean_domestic
    FROM records JOIN market USING (movie_id)
)
SELECT
    facts.tmdb_id,
    role,
    count(*)::INTEGER AS entity_count,
    max(n_released)::INTEGER AS movie_count,
    sum(n_gross)::INTEGER AS gross_count,
    sum(weight * shrunk_gross) / sum(weight) AS shrunk_log_gross,
    max(shrunk_gross)::DOUBLE AS best_log_gross,
    max(max_gross)::DOUBLE AS max_log_gross,
    sum(weight * latest_gross) / sum(weight) FILTER (latest_gross IS NOT NULL) AS latest_log_gross,
    sum(weight * shrunk_multiple) / sum(weight) AS shrunk_log_multiple,
    sum(weight * shrunk_hit_share) / sum(weight) AS shrunk_hit_share,
    sum(weight * trend) / sum(weight) FILTER (trend IS NOT NULL) AS log_gross_trend,
    sum(weight * mean_budget) / sum(weight) FILTER (mean_budget IS NOT NULL) AS mean_log_budget,
    sum(weight * mean_domestic) / sum(weight) FILTER (mean_domestic IS NOT NULL) AS mean_log_domestic_gross,
    min(entities.cut_off - last_released) / 365.25 AS years_since_last
FROM entities JOIN facts USING (movie_id)
GROUP BY facts.tmdb_id, role
