-- question: Will a movie break even at 2.5 budgets, and at which budget would it?
-- sentence: >
--   {title} was likeliest to lose: it would have broken even at a budget of {break_even_budget_usd:usd}, and cost
--   {production_budget_usd:usd}. Of {movies:number} movies {forecast_to_break_even:number} were forecast to break even;
--   {share_of_those:percent} of those did, and {share_of_others:percent} of the others.
-- chart: {kind: intervals, x: title, y: break_even_budget_usd, low: lower_80_usd, high: upper_80_usd, also: production_budget_usd, unit: US dollars, format: usd, log: true, rows: 14, y_name: "budget at which it breaks even, 80 % interval", also_name: budget}
-- reads: [forecasts]
-- sources: [tmdb]
-- note: Movies with a budget of $20M or more, whose forecast falls shortest of 2.5 budgets first. 2.5 is the rule of thumb for what cinemas, prints and advertising take.
WITH judged AS (
    SELECT
        m.movie_id,
        m.title,
        f.release_date,
        m.production_budget_usd,
        m.worldwide_gross_usd,
        round(f.predicted_usd / 2.5)::BIGINT AS break_even_budget_usd,
        round(f.lower_80 / 2.5)::BIGINT AS lower_80_usd,
        round(f.upper_80 / 2.5)::BIGINT AS upper_80_usd,
        f.predicted_usd >= 2.5 * m.production_budget_usd AS is_forecast_to_break_even,
        m.is_profitable AS has_broken_even
    FROM forecasts AS f
    JOIN movie_facts AS m ON m.movie_id = f.tmdb_id
    WHERE f.split = 'test' AND m.is_profitable IS NOT NULL
),
totals AS (
    SELECT
        count(*) AS movies,
        count(*) FILTER (WHERE is_forecast_to_break_even) AS forecast_to_break_even,
        avg(has_broken_even::INTEGER) FILTER (WHERE is_forecast_to_break_even) AS share_of_those,
        avg(has_broken_even::INTEGER) FILTER (WHERE NOT is_forecast_to_break_even) AS share_of_others
    FROM judged
)
SELECT judged.* EXCLUDE (movie_id), totals.*, movie_id
FROM judged, totals
WHERE production_budget_usd >= 20_000_000
ORDER BY break_even_budget_usd / production_budget_usd, movie_id
