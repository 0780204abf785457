-- Box Office Mojo's daily charts -> one row per release and day.
-- Reads the table `records`; leaves `received` (text, and why a row is of no release), `readable` (the same columns as
-- values) and `typed`.

CREATE OR REPLACE TEMP MACRO release_id_in(t) AS nullif(regexp_extract(t, '(?:^|/)(rl[0-9]+)(?:/|\?|$)', 1), '');

CREATE OR REPLACE TEMP TABLE received AS
SELECT
    record_number,
    concat(release_id_in(release_href), ' ', chart_date(date)) AS record_id,
    CASE
        WHEN release_id_in(release_href) IS NULL THEN concat('row ', record_number, ' names no release')
        WHEN is_day_first AND contains(date, '/')
            THEN concat('row ', record_number, ': days stand before months in this file; write 2012-02-25')
        WHEN chart_date(date) IS NULL THEN concat('row ', record_number, ' names no day')
    END AS verdict,
    concat_ws(' ', Release, date, release_href) AS verdict_value,
    release_href AS release_id,
    date AS chart_date,
    Release AS title_received,
    given(TD) AS "rank",
    given(Daily) AS gross_usd,
    given("%± YD") AS day_change_pct,
    given("%± LW") AS week_change_pct,
    given(Theaters) AS theaters,
    given(Avg) AS gross_per_theater_usd,
    given("To Date") AS gross_to_date_usd,
    given(Days) AS day_of_release,
    given(Distributor) AS distributor,
    given(Estimated) AS is_estimate
FROM records
CROSS JOIN (SELECT is_day_first(date) AS is_day_first FROM records);

CREATE OR REPLACE TEMP TABLE readable AS
SELECT
    record_number,
    record_id,
    release_id_in(release_id) AS release_id,
    chart_date(chart_date) AS chart_date,
    title_received,
    grouped_number("rank") AS "rank",
    dollars(gross_usd) AS gross_usd,
    percent_change(day_change_pct) AS day_change_pct,
    percent_change(week_change_pct) AS week_change_pct,
    grouped_number(theaters) AS theaters,
    dollars(gross_per_theater_usd) AS gross_per_theater_usd,
    dollars(gross_to_date_usd) AS gross_to_date_usd,
    grouped_number(day_of_release) AS day_of_release,
    blank(distributor) AS distributor,
    CASE
        WHEN lower(is_estimate) IN ('true', '1', '1.0') THEN true
        WHEN lower(is_estimate) IN ('false', '0', '0.0') THEN false
    END AS is_estimate
FROM received
WHERE verdict IS NULL;

-- "Singin' in the Rain2002 Re-release", "Titanic2012 3D Release", "E.T.20th Anniversary": the page sets the label in
-- small print behind the title
CREATE OR REPLACE TEMP MACRO rerelease_label() AS
    '(\d{4} (.*([Rr]elease|[Rr]e-?[Ii]ssue|Edition|Cut|Event|Version|Remaster(ed)?|Restoration)|[Ss]ing-[Aa]-?[Ll]ong)'
    || '|(100|\d{2}|5)th Anniversary.*|PG-13 Version)$';

CREATE OR REPLACE TEMP VIEW typed AS
SELECT *
FROM readable
LEFT JOIN (
    SELECT
        title_received,
        clean_title(regexp_replace(title_received, rerelease_label(), '')) AS title,
        regexp_matches(title_received, rerelease_label()) AS is_rerelease
    FROM (SELECT DISTINCT title_received FROM readable)
) USING (title_received);
