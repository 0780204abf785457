-- question: What will a movie gross worldwide, and within which interval?
-- sentence: >
--   {title}, released {release_date:day}, was forecast to gross {forecast_usd:usd}, with 80 %
--   probability between {lower_80_usd:usd} and {upper_80_usd:usd}; it grossed {worldwide_gross_usd:usd}.
-- chart: {kind: intervals, x: title, y: forecast_usd, low: lower_80_usd, high: upper_80_usd, also: worldwide_gross_usd, unit: US dollars, format: usd, log: true, rows: 14, y_name: "forecast, 80 % interval", also_name: grossed}
-- reads: [forecasts]
-- sources: [tmdb]
-- note: The highest forecasts of the test movies, which no model had seen; nominal dollars.
SELECT
    m.title,
    f.release_date,
    round(f.predicted_usd)::BIGINT AS forecast_usd,
    round(f.lower_80)::BIGINT AS lower_80_usd,
    round(f.upper_80)::BIGINT AS upper_80_usd,
    round(f.lower_90)::BIGINT AS lower_90_usd,
    round(f.upper_90)::BIGINT AS upper_90_usd,
    m.worldwide_gross_usd,
    m.worldwide_gross_usd BETWEEN f.lower_80 AND round(f.upper_80)::BIGINT AS is_within_80,
    m.movie_id
FROM forecasts AS f
JOIN movie_facts AS m ON m.movie_id = f.tmdb_id
WHERE f.split = 'test'
ORDER BY forecast_usd DESC, m.movie_id
