-- The Numbers' budget table -> one row a line of it. It has no ids: a line goes by its title and date as received.
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
-- 3/2/2012 is the 3rd of February in a file that has 25/2/2012 as well
CROSS JOIN (
    SELECT coalesce(bool_or(regexp_matches(release_date, '^\s*(1[3-9]|2\d|3[01])/')), false) AS is_day_first
    FROM received
)
WHERE verdict IS NULL;

CREATE OR REPLACE TEMP VIEW typed AS SELECT *, clean_title(title_received) AS title FROM readable;
