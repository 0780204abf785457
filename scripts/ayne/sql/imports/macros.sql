-- What the SQL of an imported table may use. `t` is text as received; each gives NULL for what it cannot read.

-- U+00A0, which the pages have for a blank, is a blank
CREATE OR REPLACE TEMP MACRO blank(t) AS trim(replace(t, chr(160), ' '));

-- The text, unless it is empty or a spelling of unknown, pandas' included
CREATE OR REPLACE TEMP MACRO given(t) AS
    CASE WHEN blank(t) NOT IN ('', '-', 'N/A', 'Unknown', 'nan', 'NaN', 'NaT', 'None', '<NA>', 'NULL', 'null') THEN t END;

-- The same of an amount: $0 is unknown
CREATE OR REPLACE TEMP MACRO given_amount(t) AS
    CASE WHEN NOT regexp_full_match(blank(t), '\$? ?0(\.0*)?') THEN given(t) END;

-- 425000000 from "$425,000,000", 86 from "$86", 1000000 from "1000000.0" and "1e+06"; cents are dropped. "$665.094" is
-- not read: where a dot groups thousands it is a thousand times as much.
CREATE OR REPLACE TEMP MACRO dollars(t) AS
    CASE
        WHEN regexp_full_match(blank(t), '\$? ?([0-9]{1,3}(,[0-9]{3})*(\.[0-9]{0,2})?|[0-9]{4,}(\.[0-9]*)?)')
            THEN TRY_CAST(regexp_replace(regexp_replace(t, '\.[0-9]*\s*$', ''), '[^0-9]', '', 'g') AS BIGINT)
        WHEN regexp_full_match(blank(t), '[0-9](\.[0-9]+)?[eE]\+?[0-9]{1,2}')
            THEN TRY_CAST(trunc(TRY_CAST(blank(t) AS DOUBLE)) AS BIGINT)
    END;

-- 6484 from "6,484" and "6484.0"
CREATE OR REPLACE TEMP MACRO grouped_number(t) AS
    CASE
        WHEN regexp_full_match(blank(t), '[0-9]{1,3}(,[0-9]{3})*(\.0{0,2})?|[0-9]{4,}(\.0*)?')
            THEN TRY_CAST(regexp_replace(regexp_replace(t, '\.0*\s*$', ''), '[^0-9]', '', 'g') AS BIGINT)
    END;

-- 33.8 from "+33.8%"; "<0.1%" is a change too small to be told from none
CREATE OR REPLACE TEMP MACRO percent_change(t) AS
    CASE
        WHEN regexp_full_match(blank(t), '[<>]0\.1%') THEN 0.0
        WHEN regexp_full_match(blank(t), '[-+]?[0-9]+(,[0-9]{3})*(\.[0-9]+)?%')
            THEN TRY_CAST(regexp_replace(blank(t), '[+,%]', '', 'g') AS DOUBLE)
    END;

-- A day as pandas, Excel and Polars write it when it is a moment: its midnight is dropped
CREATE OR REPLACE TEMP MACRO without_midnight(t) AS
    regexp_replace(blank(t), '[ T]0?0:00(:00(\.0+)?)?(Z|[+-]00(:?00)?)?$', '');

-- "Dec 9, 2022", "December 9, 2022", "12/18/2009", "2022-12-09", "18-Dec-2009"; a year of two digits is not read: it has
-- come out as 2068
CREATE OR REPLACE TEMP MACRO chart_date(t) AS
    CASE
        WHEN regexp_full_match(blank(t), '[A-Z][a-z]{2}\.? [0-9]{1,2}, ?[0-9]{4}')
            THEN try_strptime(replace(replace(blank(t), '.', ''), ', ', ','), '%b %d,%Y')::DATE
        WHEN regexp_full_match(blank(t), '[A-Z][a-z]{3,8} [0-9]{1,2}, ?[0-9]{4}')
            THEN try_strptime(replace(blank(t), ', ', ','), '%B %d,%Y')::DATE
        WHEN regexp_full_match(blank(t), '[0-9]{1,2}-[A-Za-z]{3}-[0-9]{4}')
            THEN try_strptime(blank(t), '%d-%b-%Y')::DATE
        WHEN regexp_full_match(without_midnight(t), '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}')
            THEN try_strptime(without_midnight(t), '%m/%d/%Y')::DATE
        WHEN regexp_full_match(without_midnight(t), '[0-9]{4}-[0-9]{2}-[0-9]{2}')
            THEN TRY_CAST(without_midnight(t) AS DATE)
    END;

-- Whether a file's dates have days before months: 3/2/2012 is the 3rd of February in a file that has 25/2/2012 as well
CREATE OR REPLACE TEMP MACRO is_day_first(t) AS
    coalesce(bool_or(regexp_matches(t, '^\s*(1[3-9]|2\d|3[01])/')), false);

-- "1980" ("1980.0") and "Mar, 1987" are dates too, only coarser
CREATE OR REPLACE TEMP MACRO is_coarse_date(t) AS
    regexp_full_match(blank(t), '([A-Z][a-z]{2},? ?)?[0-9]{4}|[0-9]{4}\.0');

CREATE OR REPLACE TEMP MACRO chart_year(t) AS
    CASE WHEN is_coarse_date(t) THEN regexp_extract(blank(t), '[0-9]{4}')::INTEGER ELSE year(chart_date(t)) END;

-- The bytes of UTF-8 that somebody read as Windows-1252, as characters of one byte each
CREATE OR REPLACE TEMP MACRO as_latin_1(t) AS
    translate(
        t,
        '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ',
        list_aggregate(
            list_transform(
                [
                    128, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 142, 145, 146, 147, 148, 149, 150, 151,
                    152, 153, 154, 155, 156, 158, 159
                ],
                lambda code: chr(code)
            ),
            'string_agg', ''
        )
    );

CREATE OR REPLACE TEMP MACRO decoded(t) AS
    TRY(
        decode(
            unhex(
                list_aggregate(
                    list_transform(string_split(t, ''), lambda letter: printf('%02x', ord(letter))), 'string_agg', ''
                )
            )
        )
    );

-- "Pokémon" from "PokÃ©mon". The second byte of "à" is U+00A0, which has often become a blank or been trimmed away.
CREATE OR REPLACE TEMP MACRO repair_mojibake(t) AS
    CASE
        WHEN regexp_matches(t, '[ÂÃâãåäæçéèÅÄ]')
            THEN coalesce(
                decoded(as_latin_1(t)),
                decoded(regexp_replace(as_latin_1(t), 'Ã( |$)', 'Ã' || chr(160) || '\1', 'g')),
                t
            )
        ELSE t
    END;

-- A title as people write it; "\'" is an escape of somebody's export
CREATE OR REPLACE TEMP MACRO clean_title(t) AS
    regexp_replace(blank(replace(repair_mojibake(t), '\''', '''')), '\s+', ' ', 'g');
