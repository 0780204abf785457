-- question: Which genre, season and budget returns best in real dollars?
-- sentence: >
--   {combination} returned most for its money: {movies:number} movies grossed {gross_per_budget:times} their budgets
--   together, and {share_profitable:percent} of them at least 2.5 times; half of them earned more than
--   {median_multiple:times}.
-- chart: {kind: bars, x: combination, y: gross_per_budget, also: median_multiple, unit: times the budget, format: times, rows: 14, reference: 2.5, y_name: all together, also_name: the median movie}
-- sources: [tmdb]
-- note: At least 12 movies each; a movie counts in each of its genres. The biggest hit can lift the sum, so the median stands beside it.
WITH movies_of_known_return AS (
    SELECT
        movie_id,
        production_budget_real_usd,
        worldwide_gross_real_usd,
        is_profitable,
        CASE
            WHEN month(release_date) IN (3, 4) THEN 'spring'
            WHEN month(release_date) BETWEEN 5 AND 8 THEN 'summer'
            WHEN month(release_date) IN (9, 10) THEN 'autumn'
            WHEN month(release_date) IN (11, 12) THEN 'holidays'
            ELSE 'winter'
        END AS season,
        CASE
            WHEN production_budget_real_usd < 3_000_000 THEN 'under $3M'
            WHEN production_budget_real_usd < 10_000_000 THEN '$3M to $10M'
            WHEN production_budget_real_usd < 40_000_000 THEN '$10M to $40M'
            ELSE '$40M and over'
        END AS budget_band
    FROM movie_facts
    -- amounts under $100,000 are mostly typed in another unit or currency
    WHERE is_profitable IS NOT NULL AND production_budget_usd >= 100_000
)
SELECT
    g.name || ', ' || season || ', ' || budget_band AS combination,
    g.name AS genre,
    season,
    budget_band,
    count(*) AS movies,
    sum(worldwide_gross_real_usd) / sum(production_budget_real_usd) AS gross_per_budget,
    median(worldwide_gross_real_usd / production_budget_real_usd) AS median_multiple,
    avg(is_profitable::INTEGER) AS share_profitable,
    sum(production_budget_real_usd)::BIGINT AS production_budget_real_usd,
    sum(worldwide_gross_real_usd)::BIGINT AS worldwide_gross_real_usd
FROM movies_of_known_return
JOIN movie_genres USING (movie_id)
JOIN genres AS g USING (genre_id)
GROUP BY g.name, season, budget_band
HAVING count(*) >= 12
ORDER BY gross_per_budget DESC, combination
