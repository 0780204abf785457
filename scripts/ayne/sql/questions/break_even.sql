-- question: "Will a movie break even at {payback_multiple:g} budgets, and at which budget would it?"
-- place: 2
-- sentence: >
--   {likely:number} of {movies:number} movies with a known budget are more likely than not to break even, most of all
--   {title} ({release_date:day}): with a probability of {prob_payback:percent} at its budget of
--   {production_budget_usd:usd}; a gross as forecast would pay for one of up to {break_even_budget_usd:usd}.
-- chart: {kind: bars, x: title, y: prob_payback, unit: probability to break even, format: percent, rows: 14, reference: 0.5}
-- reads: [upcoming, payback, forecasts]
-- sources: [tmdb, wikidata]
-- note: "The movies not yet released at the snapshot that are most likely to break even; where there are none, those of the test. {payback_multiple:g} budgets (evaluation.payback_multiple) is a rule of thumb for what cinemas, prints and advertising take. The forecast is the one at the movie's own budget."
WITH judged AS (
    SELECT
        tmdb_id::BIGINT AS movie_id,
        prob_payback::DOUBLE AS prob_payback,
        predicted_usd::DOUBLE AS predicted_usd,
        break_even_budget_usd::DOUBLE AS break_even_budget_usd,
        budget_usd::BIGINT AS production_budget_usd,
        NULL::BOOLEAN AS has_broken_even
    FROM upcoming
    UNION ALL
    SELECT tmdb_id, p.prob_payback, f.predicted_usd, f.predicted_usd / getvariable('payback_multiple'), p.budget_usd::BIGINT, p.paid_back
    FROM payback AS p
    JOIN forecasts AS f USING (tmdb_id, split)
    WHERE split = 'test' AND NOT EXISTS (SELECT 1 FROM upcoming)
)
SELECT
    m.title,
    m.release_date,
    j.production_budget_usd,
    j.prob_payback,
    round(j.break_even_budget_usd)::BIGINT AS break_even_budget_usd,
    round(j.predicted_usd)::BIGINT AS forecast_usd,
    j.has_broken_even,
    count(*) OVER () AS movies,
    count(*) FILTER (WHERE j.prob_payback > 0.5) OVER () AS likely,
    m.movie_id
FROM judged AS j
JOIN movies AS m USING (movie_id)
WHERE j.prob_payback IS NOT NULL AND NOT isnan(j.prob_payback)
ORDER BY j.prob_payback DESC, j.production_budget_usd DESC, m.movie_id
