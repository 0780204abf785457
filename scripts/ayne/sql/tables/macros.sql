-- What the tables' SQL may use.

-- G, PG, PG-13, R, NC-17 or NR (not rated); NULL for anything else ("-", "", a festival's name, TV-MA).
-- Older names: M, GP and M/PG became PG, X became NC-17; Approved and Passed are from before ratings existed.
CREATE OR REPLACE TEMP MACRO us_certification(label) AS
    CASE upper(trim(label))
        WHEN 'G' THEN 'G'
        WHEN 'PG' THEN 'PG'
        WHEN 'M' THEN 'PG'
        WHEN 'GP' THEN 'PG'
        WHEN 'M/PG' THEN 'PG'
        WHEN 'PG-13' THEN 'PG-13'
        WHEN 'R' THEN 'R'
        WHEN 'NC-17' THEN 'NC-17'
        WHEN 'X' THEN 'NC-17'
        WHEN 'NR' THEN 'NR'
        WHEN 'UR' THEN 'NR'
        WHEN 'UNRATED' THEN 'NR'
        WHEN 'NOT RATED' THEN 'NR'
        WHEN 'APPROVED' THEN 'NR'
        WHEN 'PASSED' THEN 'NR'
    END;

-- A title spelled so that the same movie is spelled alike wherever it stands: without case, accents, punctuation,
-- blanks and article ("Brutalist, The"), `&` as "and", Roman numerals as Arabic. NULL where nothing is left.
CREATE OR REPLACE TEMP MACRO plain_title(t) AS
    replace(
        translate(
            lower(strip_accents(replace(replace(replace(replace(t, '½', ' 1/2'), 'æ', 'ae'), 'Æ', 'ae'), 'ß', 'ss'))),
            'øłđðıþ²³’‘`´', 'olddip23'''''''''
        ),
        '&', ' and '
    );

-- " fast 2 furious ", " brutalist ": words between blanks, the article gone from the end and from the beginning
CREATE OR REPLACE TEMP MACRO title_words(t) AS
    regexp_replace(
        ' ' || trim(
            regexp_replace(
                replace(regexp_replace(plain_title(t), ', (the|a|an|le|la|les|el|il|der|die|das)$', ''), '''', ''),
                '[^\pL\pN]+', ' ', 'g'
            )
        ) || ' ',
        '^ (the|a|an) ([^ ])', ' \2'
    );

CREATE OR REPLACE TEMP MACRO title_key(t) AS
    nullif(
        replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(title_words(t), ' part i ', ' part 1 '),
            ' ii ', ' 2 '), ' iii ', ' 3 '), ' iv ', ' 4 '), ' v ', ' 5 '), ' vi ', ' 6 '), ' vii ', ' 7 '),
            ' viii ', ' 8 '), ' ix ', ' 9 '), ' x ', ' 10 '), ' ep ', ' episode '), ' pt ', ' part '), ' vs ', ' versus '),
            ' vol ', ' volume '), ' ', ''),
        ''
    );

-- How near two amounts are: 1 within 2 %, 0 beyond a factor of five; NULL where one is unknown or in another unit
CREATE OR REPLACE TEMP MACRO nearness(a, b) AS
    CASE
        WHEN least(a, b) < 1000 OR a IS NULL OR b IS NULL THEN NULL
        WHEN greatest(a, b) <= 1.02 * least(a, b) THEN 1.0
        WHEN greatest(a, b) <= 1.1 * least(a, b) THEN 0.9
        WHEN greatest(a, b) <= 1.3 * least(a, b) THEN 0.7
        WHEN greatest(a, b) <= 2 * least(a, b) THEN 0.5
        WHEN greatest(a, b) <= 5 * least(a, b) THEN 0.25
        ELSE 0.0
    END;

-- How alike two title keys are: one inside the other (a subtitle, "Disney's …"), else by Jaro and Winkler
CREATE OR REPLACE TEMP MACRO likeness(a, b) AS
    CASE
        WHEN a = b THEN 1.0
        WHEN contains(a, b) OR contains(b, a)
            THEN CASE WHEN least(length(a), length(b)) >= 8 THEN 0.9 WHEN least(length(a), length(b)) >= 5 THEN 0.85 ELSE 0.5 END
        ELSE 0.95 * jaro_winkler_similarity(a, b)
    END;

-- The movie that each entry of a source without ids is about. `entries` names a relation of entry_id, title,
-- release_date, release_year, budget_usd, domestic_gross_usd, worldwide_gross_usd, any of them null but the id.
-- Candidates meet in blocks (same title key, same beginning of a cut title, releases within a week, the same gross), so
-- that the time grows with the number of entries and movies and not with their product. Of the sure ones each entry
-- gets its best, unless another entry has a better claim to that movie: one-to-one.
CREATE OR REPLACE TEMP MACRO movie_matches(entries) AS TABLE
WITH entry AS (
    SELECT *, title_key(title) AS title_key, regexp_matches(title, '(…|\.\.\.)$') AS is_cut
    FROM query_table(entries)
),
movie AS (
    SELECT
        t.movie_id, t.release_date, year(t.release_date) AS release_year, t.vote_count,
        t.budget AS budget_usd, t.revenue AS worldwide_gross_usd, o.box_office_usd AS domestic_gross_usd
    FROM tmdb_movies AS t
    LEFT JOIN omdb_movies AS o USING (movie_id)
    WHERE t.release_date IS NOT NULL
),
grosses AS (
    SELECT movie_id, unnest([worldwide_gross_usd, domestic_gross_usd]) AS gross_usd FROM movie
),
met AS (
    SELECT entry_id, movie_id, 'title' AS match_rule
    FROM entry JOIN movie_titles USING (title_key)
    UNION
    SELECT entry_id, movie_id, 'cut title'
    FROM entry JOIN movie_titles
        ON left(entry.title_key, 12) = left(movie_titles.title_key, 12)
        AND starts_with(movie_titles.title_key, entry.title_key)
    WHERE is_cut AND length(entry.title_key) >= 12
    UNION
    SELECT entry_id, movie_id, 'date'
    FROM (SELECT entry_id, release_date + unnest(generate_series(-7, 7))::INTEGER AS release_date FROM entry)
    JOIN movie USING (release_date)
    UNION
    SELECT entry_id, movie_id, 'amount'
    FROM (
        SELECT entry_id, unnest([worldwide_gross_usd, domestic_gross_usd]) AS entry_gross_usd FROM entry
    )
    JOIN grosses ON floor(ln(entry_gross_usd) * 50) = floor(ln(gross_usd) * 50)
    WHERE entry_gross_usd >= 100000
),
judged AS (
    SELECT
        entry_id,
        movie_id,
        vote_count,
        list_position(['title', 'cut title', 'date', 'amount'], match_rule) AS rule,
        abs(datediff('day', entry.release_date, movie.release_date)) AS days,
        abs(entry.release_year - movie.release_year) AS years,
        [
            nearness(entry.budget_usd, movie.budget_usd),
            nearness(entry.worldwide_gross_usd, movie.worldwide_gross_usd),
            nearness(entry.domestic_gross_usd, movie.domestic_gross_usd)
        ] AS amounts,
        (
            SELECT max(likeness(entry.title_key, movie_titles.title_key))
            FROM movie_titles WHERE movie_titles.movie_id = met.movie_id
        ) AS likeness
    FROM met
    JOIN entry USING (entry_id)
    JOIN movie USING (movie_id)
),
scored AS (
    SELECT
        entry_id, movie_id, vote_count, rule,
        0.6 * CASE
            WHEN rule = 2 THEN greatest(likeness, 0.95)
            WHEN len(list_filter(amounts, lambda near: near = 1)) >= 2 THEN greatest(likeness, 0.7)
            ELSE likeness
        END
        + 0.2 * CASE
            WHEN days = 0 THEN 1.0 WHEN days <= 7 THEN 0.95 WHEN days <= 45 THEN 0.85
            WHEN years = 0 THEN 0.7 WHEN years = 1 THEN 0.5 WHEN years IS NULL THEN 0.5
        END
        + 0.2 * coalesce(list_avg(list_filter(amounts, lambda near: near IS NOT NULL)), 0.5) AS match_score
    FROM judged
    WHERE (years <= 1 OR years IS NULL)
        -- another title is believed only where it is nearly this one or holds it, or the amounts agree
        AND (
            rule <= 2
            OR likeness >= 0.9
            OR len(list_filter(amounts, lambda near: near = 1)) >= 2
            OR (likeness >= 0.78 AND len(list_filter(amounts, lambda near: near >= 0.9)) >= 1)
        )
),
best AS (
    SELECT entry_id, movie_id, round(match_score, 4) AS match_score, rule, vote_count
    FROM scored
    WHERE match_score >= 0.75
    QUALIFY row_number() OVER (PARTITION BY entry_id, movie_id ORDER BY match_score DESC, rule) = 1
)
SELECT entry_id, movie_id, match_score, ['title', 'cut title', 'date', 'amount'][rule] AS match_rule
FROM (
    SELECT *
    FROM best
    QUALIFY row_number() OVER (PARTITION BY entry_id ORDER BY match_score DESC, rule, vote_count DESC, movie_id) = 1
)
QUALIFY row_number() OVER (PARTITION BY movie_id ORDER BY match_score DESC, rule, entry_id) = 1;
