SELECT
    movie_id,
    numbers_id,
    match_score,
    title,
    release_date,
    production_budget_usd,
    domestic_gross_usd,
    worldwide_gross_usd
FROM numbers_budgets
WHERE movie_id IS NOT NULL
