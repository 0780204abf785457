WITH newest AS MATERIALIZED (
    -- of a page saved twice the one with the higher gross is the later one
    SELECT *
    FROM numbers_page
    QUALIFY row_number() OVER (
        PARTITION BY record_id ORDER BY worldwide_gross_usd DESC NULLS LAST, domestic_gross_usd DESC NULLS LAST, file
    ) = 1
),
entries AS MATERIALIZED (
    SELECT
        record_id AS entry_id, title, release_date, release_year, production_budget_usd AS budget_usd,
        domestic_gross_usd, worldwide_gross_usd
    FROM newest
)
SELECT
    newest.record_id AS page_id,
    matches.movie_id,
    matches.match_score,
    matches.match_rule,
    newest.* EXCLUDE (record_id)
FROM newest
LEFT JOIN movie_matches('entries') AS matches ON matches.entry_id = newest.record_id
