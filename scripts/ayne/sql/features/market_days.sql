-- One row per day on which a gross becomes known: how many do, and their sums in millionths of a natural log. Reads
-- `facts`. `market` adds these up for every movie, `ayne.features.as_of` for one.
SELECT
    (known_from - DATE '1970-01-01')::INTEGER AS day,
    count(ln_gross) AS n_gross,
    coalesce(sum(ln_gross * 1000000), 0)::BIGINT AS gross,
    count(ln_gross - ln_budget) AS n_multiple,
    coalesce(sum((ln_gross - ln_budget) * 1000000), 0)::BIGINT AS multiple
FROM facts
WHERE ln_gross IS NOT NULL
GROUP BY known_from
ORDER BY day
