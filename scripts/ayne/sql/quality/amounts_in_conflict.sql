-- Share of the movies with an amount from two sources on which they differ (`tables.conflict_tolerance`).
SELECT avg((movie_id IN (SELECT movie_id FROM source_conflicts))::INTEGER)
FROM movie_amounts
WHERE tmdb_budget_usd + numbers_budget_usd IS NOT NULL
    OR tmdb_worldwide_gross_usd + numbers_worldwide_gross_usd IS NOT NULL
    OR omdb_domestic_gross_usd + numbers_domestic_gross_usd IS NOT NULL
