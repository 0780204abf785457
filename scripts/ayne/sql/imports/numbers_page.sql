-- The Numbers' saved movie pages -> one row per page. A page goes by its heading, the title and the year.
-- Reads the table `records`; leaves `received` (text, and why a page is no movie's), `readable` (the same columns as
-- values) and `typed`.

-- "$11,801,271" from "$11,801,271 (32.0% of total gross)"; "n/a" is unknown
CREATE OR REPLACE TEMP MACRO without_remark(t) AS
    CASE WHEN lower(blank(t)) <> 'n/a' THEN blank(regexp_replace(t, '\s*\(.*\)\s*$', '')) END;

-- "December 20, 2024" from "December 20th, 2024 (Limited) by A24 January 24th, 2025 (Wide) by A24": the first release
CREATE OR REPLACE TEMP MACRO first_release(t) AS
    regexp_replace(
        nullif(regexp_extract(t, '[A-Z][a-z]+ [0-9]{1,2} ?(st|nd|rd|th)? ?, [0-9]{4}'), ''),
        ' ?(st|nd|rd|th)? ?,', ','
    );

-- Theaters from "2,878 opening theaters/3,012 max. theaters, 7.1 weeks average run per theater"
CREATE OR REPLACE TEMP MACRO theaters_before(t, what) AS
    grouped_number(nullif(regexp_extract(t, '([0-9,]+) ' || what, 1), ''));

CREATE OR REPLACE TEMP TABLE received AS
SELECT
    record_number,
    title AS record_id,
    CASE
        WHEN NOT regexp_full_match(title, '.+ \([0-9]{4}\)')
            THEN 'no movie page: its heading is no title with a year'
    END AS verdict,
    title AS verdict_value,
    title AS title_received,
    file,
    given("Domestic Releases") AS release_date,
    given_amount(without_remark("Production Budget")) AS production_budget_usd,
    given_amount(without_remark("Domestic Box Office")) AS domestic_gross_usd,
    given_amount(without_remark("International Box Office")) AS international_gross_usd,
    given_amount(without_remark("Worldwide Box Office")) AS worldwide_gross_usd,
    given_amount(without_remark("Opening Weekend")) AS opening_weekend_usd,
    given("Theater counts") AS widest_theaters
FROM records;

CREATE OR REPLACE TEMP TABLE readable AS
SELECT
    record_number,
    record_id,
    title_received,
    file,
    try_strptime(first_release(release_date), '%B %d, %Y')::DATE AS release_date,
    regexp_extract(title_received, '\(([0-9]{4})\)$', 1)::INTEGER AS release_year,
    dollars(production_budget_usd) AS production_budget_usd,
    dollars(domestic_gross_usd) AS domestic_gross_usd,
    dollars(international_gross_usd) AS international_gross_usd,
    dollars(worldwide_gross_usd) AS worldwide_gross_usd,
    dollars(opening_weekend_usd) AS opening_weekend_usd,
    theaters_before(widest_theaters, 'opening') AS opening_theaters,
    theaters_before(widest_theaters, 'max') AS widest_theaters
FROM received
WHERE verdict IS NULL;

CREATE OR REPLACE TEMP VIEW typed AS
SELECT *, clean_title(regexp_replace(title_received, ' \([0-9]{4}\)$', '')) AS title FROM readable;
