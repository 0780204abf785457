-- The Numbers' budget table -> one row per line of it. It has no ids: a line goes by its title and date as received.
-- Reads the table `records`; leaves `received` (text, and why a line is no movie), `readable` (the same columns as
-- values) and `typed`.

CREATE OR REPLACE TEMP TABLE received AS
SELECT
    record_number,
    concat(blank(movie), ' (', blank(coalesce(release_date, '')), ')') AS record_id,
    -- there are movies called "Unknown"
    CASE WHEN coalesce(blank(movie), '') = '' THEN concat('row ', record_number, ' has no title') END AS verdict,
    movie AS verdict_value,
    movie AS title_received,
    given(id) AS "rank",
    -- a year alone, or a month, is a date of which the day is unknown
    CASE WHEN NOT is_coarse_date(release_date) THEN given(release_date) END AS release_date,
    given(release_date) AS release_year,
    given_amount(production_budget) AS production_budget_usd,
    given_amount(domestic_gross) AS domestic_gross_usd,
    given_amount(worldwide_gross) AS worldwide_gross_usd
FROM records;

CREATE OR REPLACE TEMP TABLE readable AS
SELECT
    record_number,
    record_id,
    title_received,
    grouped_number("rank") AS "rank",
    CASE WHEN NOT (is_day_first AND contains(release_date, '/')) THEN chart_date(release_date) END AS release_date,
    chart_year(release_year) AS release_year,
    dollars(production_budget_usd) AS production_budget_usd,
    dollars(domestic_gross_usd) AS domestic_gross_usd,
    dollars(worldwide_gross_usd) AS worldwide_gross_usd
FROM received
CROSS JOIN (SELECT is_day_first(release_date) AS is_day_first FROM received)
WHERE verdict IS NULL;

-- Of lines with one title and date that say different amounts none counts: nothing tells which is right, or whether they
-- are of one movie
CREATE OR REPLACE TEMP MACRO undisputed(amount, record_id) AS
    CASE WHEN min(amount) OVER (PARTITION BY record_id) = max(amount) OVER (PARTITION BY record_id) THEN amount END;

CREATE OR REPLACE TEMP VIEW typed AS
SELECT
    * REPLACE (
        undisputed(production_budget_usd, record_id) AS production_budget_usd,
        undisputed(domestic_gross_usd, record_id) AS domestic_gross_usd,
        undisputed(worldwide_gross_usd, record_id) AS worldwide_gross_usd
    ),
    clean_title(title_received) AS title
FROM readable;

INSERT INTO damage
SELECT DISTINCT record_id, amount.field, amount.usd::VARCHAR, 'another line of this title and date says otherwise'
FROM (
    SELECT
        record_id,
        unnest([
            {'field': 'production_budget', 'usd': readable.production_budget_usd, 'kept': typed.production_budget_usd},
            {'field': 'domestic_gross', 'usd': readable.domestic_gross_usd, 'kept': typed.domestic_gross_usd},
            {'field': 'worldwide_gross', 'usd': readable.worldwide_gross_usd, 'kept': typed.worldwide_gross_usd}
        ]) AS amount
    FROM readable
    JOIN typed USING (record_number, record_id)
)
WHERE amount.usd IS NOT NULL AND amount.kept IS NULL;
