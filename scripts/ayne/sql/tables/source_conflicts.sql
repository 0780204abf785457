WITH pairs AS (
    SELECT movie_id, 'budget_usd' AS quantity, 'tmdb' AS source_a, tmdb_budget_usd AS value_a,
        'numbers' AS source_b, numbers_budget_usd AS value_b FROM movie_amounts
    UNION ALL
    SELECT movie_id, 'worldwide_gross_usd', 'tmdb', tmdb_worldwide_gross_usd,
        'numbers', numbers_worldwide_gross_usd FROM movie_amounts
    UNION ALL
    SELECT movie_id, 'domestic_gross_usd', 'omdb', omdb_domestic_gross_usd,
        'numbers', numbers_domestic_gross_usd FROM movie_amounts
)
SELECT *, value_b / value_a AS ratio, source_a AS chosen
FROM pairs
WHERE greatest(value_a, value_b) > (1 + getvariable('conflict_tolerance')) * least(value_a, value_b)
    AND value_a IS NOT NULL
    AND value_b IS NOT NULL
