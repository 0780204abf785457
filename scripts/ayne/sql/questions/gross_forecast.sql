-- question: What will a movie gross worldwide, and within which interval?
-- place: 1
-- sentence: >
--   {title} ({release_date:day}) is forecast to gross {forecast_usd:usd}, with 80 % probability between
--   {lower_80_usd:usd} and {upper_80_usd:usd}{outcome}.
-- chart: {kind: intervals, x: title, y: forecast_usd, low: lower_80_usd, high: upper_80_usd, also: worldwide_gross_usd, unit: US dollars, format: usd, log: true, rows: 14, y_name: "forecast, 80 % interval", also_name: grossed}
-- reads: [upcoming, forecasts]
-- sources: [tmdb, wikidata]
-- note: The highest forecasts of the movies not yet released at the snapshot; where there are none, of the test movies, which no model had seen. Nominal dollars.
WITH forecast_movies AS (
    SELECT tmdb_id, title, release_date, predicted_usd, lower_80, upper_80, lower_90, upper_90, true AS is_upcoming
    FROM upcoming
    UNION ALL BY NAME
    SELECT f.tmdb_id, f.release_date, predicted_usd, lower_80, upper_80, lower_90, upper_90, m.title, false AS is_upcoming
    FROM forecasts AS f
    JOIN movies AS m ON m.movie_id = f.tmdb_id
    WHERE split = 'test' AND NOT EXISTS (SELECT 1 FROM upcoming)
)
SELECT
    f.title,
    f.release_date::DATE AS release_date,
    round(f.predicted_usd::DOUBLE)::BIGINT AS forecast_usd,
    round(f.lower_80::DOUBLE)::BIGINT AS lower_80_usd,
    round(f.upper_80::DOUBLE)::BIGINT AS upper_80_usd,
    round(f.lower_90::DOUBLE)::BIGINT AS lower_90_usd,
    round(f.upper_90::DOUBLE)::BIGINT AS upper_90_usd,
    CASE WHEN NOT f.is_upcoming THEN m.worldwide_gross_usd END AS worldwide_gross_usd,
    CASE
        WHEN f.is_upcoming OR m.worldwide_gross_usd IS NULL THEN ''
        WHEN m.worldwide_gross_usd >= 999.5e6 THEN printf('; it grossed $%.3gB', m.worldwide_gross_usd / 1e9)
        ELSE printf('; it grossed $%.3gM', m.worldwide_gross_usd / 1e6)
    END AS outcome,
    f.is_upcoming,
    m.movie_id
FROM forecast_movies AS f
JOIN movie_facts AS m ON m.movie_id = f.tmdb_id::BIGINT
ORDER BY forecast_usd DESC, m.movie_id
