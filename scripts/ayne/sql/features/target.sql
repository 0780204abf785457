-- One row per dated movie: what it earned, as received and cleaned, and its deflator. Reads `facts`.
SELECT
    facts.tmdb_id,
    facts.release_date,
    movies.title,
    catalogue_movies.budget::BIGINT AS budget_received_usd,
    catalogue_movies.revenue::BIGINT AS revenue_received_usd,
    movies.budget_usd::BIGINT AS budget_usd,
    movies.worldwide_gross_usd::BIGINT AS worldwide_gross_usd,
    facts.deflator,
    -- TMDB writes 0 for an unknown revenue
    CASE WHEN catalogue_movies.revenue > 0 THEN ln(catalogue_movies.revenue * facts.deflator) END AS ln_gross_real_received,
    coalesce(catalogue_movies.budget > 0 AND catalogue_movies.revenue > 0, FALSE) AS is_scored,
    movies.budget_usd IS NOT NULL AND movies.worldwide_gross_usd IS NOT NULL AS is_scored_clean,
    -- A gross in thousands or millions beside a budget in dollars is noise that no feature explains;
    -- where both are in the wrong unit, the budget says so. `movies` has neither as received: null, or another source's.
    catalogue_movies.revenue > 0
    AND (
        movies.worldwide_gross_usd IS NOT DISTINCT FROM catalogue_movies.revenue
        OR (catalogue_movies.budget > 0 AND movies.budget_usd IS DISTINCT FROM catalogue_movies.budget)
    )
        AS is_trained_on,
    facts.release_date <= $snapshot::DATE AS is_released,
    facts.known_from <= $snapshot::DATE AS is_known
FROM facts
JOIN movies USING (movie_id)
LEFT JOIN catalogue_movies USING (movie_id)
