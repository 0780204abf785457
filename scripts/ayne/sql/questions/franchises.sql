-- question: How did a franchise's budgets and returns evolve?
-- place: 4
-- sentence: >
--   {franchise}: from {first_title} ({first_year}) to {last_title} ({last_year}) the budget went from
--   {first_budget_usd:usd} to {last_budget_usd:usd} and the gross from {first_gross_usd:usd} to {last_gross_usd:usd},
--   in dollars of {real_usd_year}: {first_multiple:times} its budget, then {last_multiple:times}.
-- chart: {kind: lines, x: release_year, y: multiple, series: franchise, unit: gross in budgets, format: times, x_name: year of release, rows: 60, reference: payback_multiple, series_limit: 6}
-- sources: [tmdb, wikidata]
-- note: The eight series with the highest real gross that have three movies or more of known budget and gross, six of them drawn; the dashed line is where a movie breaks even. Movies whose answer names no series are missing, as in many recorded answers of older movies; a series may begin before the first one here.
WITH parts AS (
    SELECT
        collection_id,
        movie_id,
        title,
        release_year,
        real_usd_year,
        production_budget_real_usd,
        worldwide_gross_real_usd,
        worldwide_gross_real_usd / production_budget_real_usd AS multiple,
        row_number() OVER (PARTITION BY collection_id ORDER BY release_date, movie_id) AS part
    FROM movie_facts
    WHERE collection_id IS NOT NULL AND release_date IS NOT NULL
),
known AS (
    SELECT * FROM parts WHERE multiple IS NOT NULL
),
biggest AS (
    SELECT collection_id, sum(worldwide_gross_real_usd) AS gross
    FROM known
    GROUP BY collection_id
    HAVING count(*) >= 3
    ORDER BY gross DESC, collection_id
    LIMIT 8
)
SELECT
    regexp_replace(c.name, ' Collection$', '') AS franchise,
    part,
    title,
    release_year,
    production_budget_real_usd,
    worldwide_gross_real_usd,
    multiple,
    first_value(title) OVER whole AS first_title,
    first_value(release_year) OVER whole AS first_year,
    first_value(production_budget_real_usd) OVER whole AS first_budget_usd,
    first_value(worldwide_gross_real_usd) OVER whole AS first_gross_usd,
    first_value(multiple) OVER whole AS first_multiple,
    last_value(title) OVER whole AS last_title,
    last_value(release_year) OVER whole AS last_year,
    last_value(production_budget_real_usd) OVER whole AS last_budget_usd,
    last_value(worldwide_gross_real_usd) OVER whole AS last_gross_usd,
    last_value(multiple) OVER whole AS last_multiple,
    real_usd_year,
    movie_id
FROM known
JOIN biggest USING (collection_id)
JOIN collections AS c USING (collection_id)
WINDOW whole AS (
    PARTITION BY collection_id ORDER BY part ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
)
ORDER BY biggest.gross DESC, c.name, part
