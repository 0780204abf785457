-- What every source's SQL may use. `json` is the JSON text of a value, `t` the text it stands for; each gives NULL for
-- what it cannot read. A parameter that stands twice is planned twice: nest none of these in another.

-- The value, unless it is empty text (or one of the source's other spellings of unknown: a pattern).
CREATE OR REPLACE TEMP MACRO given(json, unknown := '[" ]*') AS
    CASE WHEN NOT regexp_full_match(json, unknown) THEN json END;

-- Text of a JSON string, number or boolean; a list or an object stays about JSON, which no pattern below matches.
CREATE OR REPLACE TEMP MACRO unquoted(json) AS
    CASE WHEN contains(json, '\') THEN json_extract_string(json, '$') ELSE replace(json, '"', '') END;

-- The same; NULL for a list or an object.
CREATE OR REPLACE TEMP MACRO scalar_text(json) AS
    CASE WHEN NOT starts_with(json, '{') AND NOT starts_with(json, '[') THEN unquoted(json) END;

-- Text of a JSON string; NULL for anything else, and for text with a control character (tab and line ends are none).
CREATE OR REPLACE TEMP MACRO string_text(json) AS
    CASE
        WHEN NOT starts_with(json, '"') THEN NULL
        WHEN NOT contains(json, '\') THEN replace(json, '"', '')
        WHEN NOT regexp_matches(json_extract_string(json, '$'), '[\x00-\x08\x0b\x0c\x0e-\x1f]')
            THEN json_extract_string(json, '$')
    END;

-- 8 from `8`, `"8"`, `8.0` and `0.8e1`; NULL from `8.5`, which a plain cast would round. A power of ten is a double: it
-- is whole only below 2^53.
CREATE OR REPLACE TEMP MACRO whole_number(t) AS
    CASE
        WHEN regexp_full_match(t, '-?[0-9]+(\.0*)?') THEN TRY_CAST(t AS BIGINT)
        WHEN regexp_full_match(t, '-?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]{1,2}')
            AND TRY_CAST(t AS DOUBLE) = trunc(TRY_CAST(t AS DOUBLE))
            AND abs(TRY_CAST(t AS DOUBLE)) < 9007199254740992
            THEN TRY_CAST(TRY_CAST(t AS DOUBLE) AS BIGINT)
    END;

CREATE OR REPLACE TEMP MACRO real_number(t) AS
    CASE WHEN regexp_full_match(t, '-?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?') AND isfinite(TRY_CAST(t AS DOUBLE))
        THEN TRY_CAST(t AS DOUBLE)
    END;

-- `2010-05-07`, with blanks around it, and as the moment that it begins with, `2010-05-07T00:00:00.000Z`
CREATE OR REPLACE TEMP MACRO iso_date(t) AS
    CASE
        WHEN regexp_full_match(t, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN TRY_CAST(t AS DATE)
        WHEN regexp_full_match(
            t, '\s*[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]00:00(:00(\.0+)?)?(Z|[+-]00:?00)?)?\s*'
        )
            THEN TRY_CAST(left(trim(t), 10) AS DATE)
    END;

-- 0 and 1 are what databases and tables have for them
CREATE OR REPLACE TEMP MACRO true_or_false(t) AS
    CASE
        WHEN lower(trim(t)) IN ('true', '1', '1.0') THEN true
        WHEN lower(trim(t)) IN ('false', '0', '0.0') THEN false
    END;

CREATE OR REPLACE TEMP MACRO imdb_title_id(t) AS
    CASE WHEN regexp_full_match(trim(t), 'tt[0-9]+') THEN trim(t) END;
