-- question: Which genre, season and budget returns best in real dollars?
-- place: 3
-- sentence: >
--   {combination}: half of its {movies:number} movies grossed more than {median_multiple:times} their budgets, more than
--   any other combination; together they grossed {gross_per_budget:times} what they cost, and
--   {share_profitable:percent} of them at least {payback_multiple:g} times.
-- chart: {kind: bars, x: label, y: median_multiple, also: gross_per_budget, unit: gross in budgets, format: times, rows: 14, reference: payback_multiple, y_name: the median movie, also_name: all together}
-- sources: [tmdb, wikidata]
-- note: "At least 12 movies each; a movie counts in each of its genres. Combinations of which fewer than 60 % of the grosses are known are left out: of the cheapest movies mostly the hits have one. The best of many small groups owes part of its place to luck."
WITH budgeted AS (
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
        regexp_replace(band.name, '\b(\d)', '$\1', 'g') AS budget_band,
        CASE
            WHEN band.from_usd = 0 THEN printf('<$%gM', band.to_usd / 1e6)
            WHEN band.to_usd IS NULL THEN printf('$%gM+', band.from_usd / 1e6)
            ELSE printf('$%g–%gM', band.from_usd / 1e6, band.to_usd / 1e6)
        END AS short_band
    FROM movie_facts
    JOIN budget_bands AS band
        ON production_budget_real_usd >= band.from_usd
        AND production_budget_real_usd < coalesce(band.to_usd, 'infinity'::DOUBLE)
    -- amounts under $100,000 are mostly in another unit or currency; a gross is not known in the first months
    WHERE production_budget_usd >= 100_000 AND release_date < getvariable('snapshot') - 120
),
combinations AS (
    SELECT
        g.name || ', ' || season || ', ' || budget_band AS combination,
        g.name || ', ' || season || ', ' || short_band AS label,
        g.name AS genre,
        season,
        budget_band,
        count(is_profitable) AS movies,
        count(is_profitable) / count(*) AS share_known,
        median(worldwide_gross_real_usd / production_budget_real_usd) AS median_multiple,
        sum(worldwide_gross_real_usd) / sum(production_budget_real_usd) FILTER (WHERE is_profitable IS NOT NULL)
            AS gross_per_budget,
        avg(is_profitable::INTEGER) AS share_profitable,
        sum(production_budget_real_usd) FILTER (WHERE is_profitable IS NOT NULL)::BIGINT AS production_budget_real_usd,
        sum(worldwide_gross_real_usd)::BIGINT AS worldwide_gross_real_usd
    FROM budgeted
    JOIN movie_genres USING (movie_id)
    JOIN genres AS g USING (genre_id)
    GROUP BY g.name, season, budget_band, short_band
)
SELECT *
FROM combinations
WHERE movies >= 12 AND share_known >= 0.6
ORDER BY median_multiple DESC, combination
