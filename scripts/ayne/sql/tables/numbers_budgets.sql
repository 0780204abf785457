WITH entries AS MATERIALIZED (
    SELECT
        record_id AS entry_id,
        min(title) AS title,
        min(release_date) AS release_date,
        min(release_year) AS release_year,
        min(production_budget_usd) AS budget_usd,
        min(domestic_gross_usd) AS domestic_gross_usd,
        min(worldwide_gross_usd) AS worldwide_gross_usd
    FROM numbers
    GROUP BY record_id
)
SELECT
    numbers.record_id AS numbers_id,
    matches.movie_id,
    matches.match_score,
    matches.match_rule,
    numbers.* EXCLUDE (record_id)
FROM numbers
LEFT JOIN movie_matches('entries') AS matches ON matches.entry_id = numbers.record_id
-- the same line twice is one
QUALIFY row_number() OVER (PARTITION BY numbers.record_id ORDER BY "rank", production_budget_usd, title_received) = 1
