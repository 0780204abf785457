-- What every source's SQL may use. `j` is a JSON value, `t` its text; each gives NULL for what it cannot read.

-- The value, unless it is empty text (or one of the source's other spellings of unknown). Text that begins with what
-- is no blank and not that spelling is given; only the rest is trimmed, which takes longer than all else here.
CREATE OR REPLACE TEMP MACRO given(j, unknown := '') AS
    CASE
        WHEN j::VARCHAR >= '"#'
            AND (unknown = '' OR NOT (starts_with(j::VARCHAR, unknown) OR starts_with(j::VARCHAR, '"' || unknown)))
            THEN j
        WHEN trim(j::VARCHAR, '" ') NOT IN ('', unknown) THEN j
    END;

-- Text of a JSON string; only one with an escape in it has to be parsed.
CREATE OR REPLACE TEMP MACRO unquoted(j) AS
    CASE WHEN contains(j::VARCHAR, '\') THEN json_extract_string(j, '$') ELSE replace(j::VARCHAR, '"', '') END;

-- Text of a JSON string, number or boolean; NULL for a list or an object.
CREATE OR REPLACE TEMP MACRO scalar_text(j) AS
    CASE
        WHEN starts_with(j::VARCHAR, '"') THEN unquoted(j)
        WHEN NOT starts_with(j::VARCHAR, '{') AND NOT starts_with(j::VARCHAR, '[') THEN j::VARCHAR
    END;

-- Text of a JSON string; NULL for anything else, and for text with a control character (tab and line ends are none).
CREATE OR REPLACE TEMP MACRO string_text(j) AS
    CASE
        WHEN NOT starts_with(j::VARCHAR, '"') THEN NULL
        WHEN NOT contains(j::VARCHAR, '\') THEN replace(j::VARCHAR, '"', '')
        WHEN NOT regexp_matches(json_extract_string(j, '$'), '[\x00-\x08\x0b\x0c\x0e-\x1f]')
            THEN json_extract_string(j, '$')
    END;

-- 8 from `8`, `"8"` and `8.0`; NULL from `8.5`, which a plain cast would round.
CREATE OR REPLACE TEMP MACRO whole_number(t) AS
    CASE WHEN regexp_full_match(t, '-?[0-9]+(\.0*)?') THEN TRY_CAST(t AS BIGINT) END;

CREATE OR REPLACE TEMP MACRO real_number(t) AS
    CASE WHEN regexp_full_match(t, '-?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?') AND isfinite(TRY_CAST(t AS DOUBLE))
        THEN TRY_CAST(t AS DOUBLE)
    END;

CREATE OR REPLACE TEMP MACRO iso_date(t) AS
    CASE WHEN regexp_full_match(t, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN TRY_CAST(t AS DATE) END;

CREATE OR REPLACE TEMP MACRO true_or_false(t) AS
    CASE t WHEN 'true' THEN true WHEN 'false' THEN false END;

CREATE OR REPLACE TEMP MACRO imdb_title_id(t) AS
    CASE WHEN regexp_full_match(t, 'tt[0-9]+') THEN t END;
