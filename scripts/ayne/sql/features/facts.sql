-- One row per dated movie: the day it is described as on (cut_off), the day its gross is known to others (known_from),
-- its deflator, and its amounts as natural logs of dollars of the base year.
-- Logs are exact decimals: a sum of them does not depend on the order of the rows, hence not on the number of threads.
WITH prices AS (
    SELECT unnest($price_known_from) AS price_known_from, unnest($price_deflator) AS deflator
),
dated AS (
    SELECT *, least(release_date - $cut_off_days::INTEGER, $snapshot::DATE) AS cut_off
    FROM movies_with_grosses
    WHERE release_date IS NOT NULL
)
SELECT
    dated.movie_id,
    dated.movie_id AS tmdb_id,
    dated.release_date,
    dated.cut_off,
    dated.release_date + $gross_known_after_days::INTEGER AS known_from,
    prices.deflator,
    dated.worldwide_gross_usd >= $hit_multiple * dated.budget_usd AS is_hit,
    ln(dated.budget_usd * prices.deflator)::DECIMAL(18, 6) AS ln_budget,
    ln(dated.worldwide_gross_usd * prices.deflator)::DECIMAL(18, 6) AS ln_gross,
    ln(dated.domestic_gross_usd * prices.deflator)::DECIMAL(18, 6) AS ln_domestic
FROM dated ASOF JOIN prices ON dated.cut_off >= prices.price_known_from
