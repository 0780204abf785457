-- OMDb `?i=` answers -> one row per title. OMDb answers everything in strings and writes "N/A" for unknown.
-- Two queries: `received` reads `records`, `typed` reads `received`; `given` are the values that `typed` is made of.

CREATE OR REPLACE TEMP MACRO omdb_given(json) AS given(json, unknown := '[" ]*(N/A)?[" ]*');

-- `87%` from the list of ratings, by who gave it
CREATE OR REPLACE TEMP MACRO rating_by(ratings, source) AS
    omdb_given(to_json(list_filter(ratings, lambda rating: rating.Source = source)[1].Value)::VARCHAR);

-- 148 from "148 min", 75 from "1 h 15 min", 60 from "1 h"; "18S min" has been seen and is unreadable
CREATE OR REPLACE TEMP MACRO minutes(t) AS
    CASE
        WHEN regexp_full_match(t, '[0-9]{1,3}(,[0-9]{3})? min|[0-9]{4,6} min')
            THEN TRY_CAST(replace(left(t, -4), ',', '') AS BIGINT)
        WHEN regexp_full_match(t, '[0-9]{1,4} h( [0-9]{1,4} min)?')
            THEN 60 * TRY_CAST(regexp_extract(t, '^([0-9]+) h', 1) AS BIGINT)
                + coalesce(TRY_CAST(nullif(regexp_extract(t, '([0-9]+) min', 1), '') AS BIGINT), 0)
    END;

-- 292576195 from "$292,576,195"; cents appear ("$162,162,120.00") and are dropped
CREATE OR REPLACE TEMP MACRO dollars(t) AS
    CASE
        WHEN regexp_full_match(t, '\$[0-9]+(,[0-9]{3})*(\.[0-9]{2})?')
            THEN TRY_CAST(replace(regexp_extract(t, '[0-9,]+'), ',', '') AS BIGINT)
    END;

CREATE OR REPLACE TEMP MACRO grouped_number(t) AS
    CASE WHEN regexp_full_match(t, '[0-9]+(,[0-9]{3})*') THEN TRY_CAST(replace(t, ',', '') AS BIGINT) END;

-- "2010", "1995–" (a series still running), "2021–2025"
CREATE OR REPLACE TEMP MACRO first_year(t) AS
    CASE WHEN regexp_full_match(t, '[0-9]{4}([–-]([0-9]{4})?)?') THEN left(t, 4)::INTEGER END;
CREATE OR REPLACE TEMP MACRO last_year(t) AS
    CASE WHEN regexp_full_match(t, '[0-9]{4}[–-][0-9]{4}') THEN right(t, 4)::INTEGER END;

-- "16 Jul 2010"
CREATE OR REPLACE TEMP MACRO english_date(t) AS
    CASE WHEN regexp_full_match(t, '[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4}') THEN try_strptime(t, '%d %b %Y')::DATE END;

-- "8.8/10", "87%", "74/100" -> the number before the scale
CREATE OR REPLACE TEMP MACRO points(t, scale) AS
    CASE WHEN regexp_full_match(t, '[0-9]{1,3}' || scale) THEN regexp_extract(t, '^[0-9]+')::INTEGER END;

-- Awards. OMDb names at most one prize, the highest (Oscars before BAFTAs), as won or else as nominated for, then counts:
-- "Won 4 Oscars. 157 wins & 220 nominations total", "Nominated for 1 BAFTA Award3 wins total" (no blank between),
-- "Won 2 Oscars. Another 3 wins & 5 nominations." (before 2020: without the named ones), "1 win", "1 nomination".
CREATE OR REPLACE TEMP MACRO award_count(t, pattern) AS
    coalesce(TRY_CAST(replace(regexp_extract(t, pattern, 1), ',', '') AS INTEGER), 0);
CREATE OR REPLACE TEMP MACRO award_parts(t) AS
    CASE
        WHEN regexp_full_match(
            t,
            '((Won|Nominated for) [0-9,]+ [A-Za-z ]*[A-Za-z]\.? ?)?'
            || '(Another )?([0-9,]+ wins?)?( & )?([0-9,]+ nominations?)?( total)?\.?'
        )
            THEN {
                'is_won': starts_with(t, 'Won '),
                'prize': regexp_extract(t, '^(?:Won|Nominated for) [0-9,]+ (Oscar|BAFTA|[A-Za-z ]*[A-Za-z])', 1),
                'named': award_count(t, '^(?:Won|Nominated for) ([0-9,]+)'),
                'is_another': contains(t, 'Another '),
                'wins': award_count(t, '([0-9,]+) wins?'),
                'nominations': award_count(t, '([0-9,]+) nominations?')
            }
    END;

-- Of a prize that is named as won OMDb does not say how often the movie was nominated for it: NULL. Of one below the
-- prize that is named it says nothing: NULL. Of one above: 0, it would have been named.
CREATE OR REPLACE TEMP MACRO oscars(parts, is_win) AS
    CASE
        WHEN parts IS NULL THEN NULL
        WHEN parts.prize <> 'Oscar' OR (is_win AND NOT parts.is_won) THEN 0
        WHEN is_win = parts.is_won THEN parts.named
    END;
CREATE OR REPLACE TEMP MACRO baftas(parts, is_win) AS
    CASE
        WHEN parts.prize = '' THEN 0
        WHEN parts.prize = 'BAFTA' AND is_win AND NOT parts.is_won THEN 0
        WHEN parts.prize = 'BAFTA' AND is_win = parts.is_won THEN parts.named
    END;

-- Names in a string, in OMDb's order, without "(screenplay)" and the like; "Sammy Davis, Jr." is one name
CREATE OR REPLACE TEMP MACRO people_in(t) AS
    CASE
        WHEN NOT regexp_matches(t, '\(|N/A|^ | $| [ ,]|,([^ ]|$)|,\s+[JS]r|[^ \P{Zs}]') THEN string_split(t, ', ')
        ELSE list_filter(
            list_transform(
                string_split(
                    regexp_replace(regexp_replace(t, '\s*\([^)]*\)', '', 'g'), ',\s+((Jr|Sr)\b\.?)', ' \1', 'g'), ','
                ),
                lambda name: trim(name)
            ),
            lambda name: name NOT IN ('', 'N/A')
        )
    END;

-- received: the JSON text of values, and why a record is no title
SELECT
    record_number,
    record_id,
    fetched_at,
    as_of,
    is_suspect,
    CASE
        WHEN body_text IS NOT NULL THEN 'the answer is not JSON'
        WHEN scalar_text(body.Error) = 'Not in the archive.' THEN 'not in the archive'
        -- "Request limit reached!" must never pass for a title, whatever its HTTP status
        WHEN scalar_text(body.Response) = 'False' THEN concat('OMDb: ', scalar_text(body.Error))
        WHEN status <> 200 THEN concat('OMDb answered ', status)
        WHEN body IS NULL THEN 'the record has no readable body'
        WHEN imdb_title_id(record_id) IS NULL THEN 'the record has no IMDb id'
        WHEN scalar_text(body.imdbID) IS DISTINCT FROM record_id THEN 'the answer is about another title'
        WHEN try_cast(fetched_at AS TIMESTAMP) IS NULL OR try_cast(as_of AS DATE) IS NULL
            THEN 'the record does not say when it was fetched'
    END AS verdict,
    coalesce(body_text, body.imdbID) AS verdict_value,
    omdb_given(body.Title) AS title,
    omdb_given(body.Year) AS year,
    CASE WHEN scalar_text(body.Year) SIMILAR TO '.*[–-].*[0-9].*' THEN body.Year END AS year_end,
    omdb_given(body.Rated) AS rated,
    omdb_given(body.Released) AS released,
    omdb_given(body.Runtime) AS runtime_min,
    omdb_given(body.Genre) AS genre,
    omdb_given(body.Director) AS director,
    omdb_given(body.Writer) AS writer,
    omdb_given(body.Actors) AS actors,
    omdb_given(body.Plot) AS plot,
    omdb_given(body."Language") AS "language",
    omdb_given(body.Country) AS country,
    omdb_given(body.Awards) AS awards,
    omdb_given(body.Awards) AS total_wins, -- NULL below if the sentence is of an unknown form
    omdb_given(body.Poster) AS poster,
    omdb_given(body.Metascore) AS metascore,
    omdb_given(body.imdbRating) AS imdb_rating,
    omdb_given(body.imdbVotes) AS imdb_votes,
    rating_by(body.Ratings, 'Rotten Tomatoes') AS rotten_tomatoes_pct,
    rating_by(body.Ratings, 'Metacritic') AS metacritic,
    omdb_given(body.Type) AS type,
    omdb_given(body.DVD) AS dvd,
    omdb_given(body.BoxOffice) AS box_office_usd,
    omdb_given(body.Production) AS production,
    omdb_given(body.Website) AS website
FROM records;

-- typed
WITH texts AS (
    SELECT
        received AS given,
        * REPLACE (
            string_text(title) AS title,
            unquoted(year) AS year,
            unquoted(year_end) AS year_end,
            string_text(rated) AS rated,
            unquoted(released) AS released,
            unquoted(runtime_min) AS runtime_min,
            string_text(genre) AS genre,
            string_text(director) AS director,
            string_text(writer) AS writer,
            string_text(actors) AS actors,
            string_text(plot) AS plot,
            string_text("language") AS "language",
            string_text(country) AS country,
            string_text(awards) AS awards,
            string_text(poster) AS poster,
            unquoted(metascore) AS metascore,
            unquoted(imdb_rating) AS imdb_rating,
            unquoted(imdb_votes) AS imdb_votes,
            unquoted(rotten_tomatoes_pct) AS rotten_tomatoes_pct,
            unquoted(metacritic) AS metacritic,
            string_text(type) AS type,
            unquoted(dvd) AS dvd,
            unquoted(box_office_usd) AS box_office_usd,
            string_text(production) AS production,
            string_text(website) AS website
        )
    FROM received
),

parts AS (SELECT *, award_parts(awards) AS award_parts FROM texts)

SELECT
    given,
    record_number,
    is_suspect,
    verdict,
    verdict_value,
    record_id,
    record_id AS imdb_id,
    title,
    first_year(year) AS year,
    last_year(year_end) AS year_end,
    rated,
    english_date(released) AS released,
    minutes(runtime_min) AS runtime_min,
    genre,
    director,
    writer,
    actors,
    plot,
    "language",
    country,
    awards,
    oscars(award_parts, true) AS oscar_wins,
    oscars(award_parts, false) AS oscar_nominations,
    baftas(award_parts, true) AS bafta_wins,
    baftas(award_parts, false) AS bafta_nominations,
    award_parts.wins
    + CASE WHEN award_parts.is_won AND (award_parts.is_another OR award_parts.wins = 0) THEN award_parts.named ELSE 0 END
        AS total_wins,
    award_parts.nominations
    + CASE
        WHEN NOT award_parts.is_won AND (award_parts.is_another OR award_parts.nominations = 0)
            THEN award_parts.named
        ELSE 0
    END AS total_nominations,
    poster,
    whole_number(metascore) AS metascore,
    real_number(imdb_rating) AS imdb_rating,
    grouped_number(imdb_votes) AS imdb_votes,
    points(rotten_tomatoes_pct, '%') AS rotten_tomatoes_pct,
    points(metacritic, '/100') AS metacritic,
    type,
    english_date(dvd) AS dvd,
    dollars(box_office_usd) AS box_office_usd,
    production,
    website,
    TRY_CAST(fetched_at AS TIMESTAMP) AS fetched_at,
    TRY_CAST(as_of AS DATE) AS as_of,
    people_in(director) AS directors,
    people_in(writer) AS writers,
    people_in(actors) AS cast_names
FROM parts;
