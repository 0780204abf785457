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

-- "Tom & Jerry" from "Tom &amp; Jerry", as some exports and answers of OMDb write it
CREATE OR REPLACE TEMP MACRO without_entities(t) AS
    replace(replace(replace(replace(t, '&amp;', '&'), '&#39;', ''''), '&#039;', ''''), '&quot;', '"');

-- A title spelled so that the same movie is spelled alike wherever it stands: without case, accents, punctuation,
-- blanks and article ("Brutalist, The"), `&` as "and", Roman numerals as Arabic. NULL where nothing is left.
CREATE OR REPLACE TEMP MACRO plain_title(t) AS
    replace(
        translate(
            lower(
                strip_accents(
                    replace(replace(replace(replace(without_entities(t), '½', ' 1/2'), 'æ', 'ae'), 'Æ', 'ae'), 'ß', 'ss')
                )
            ),
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

-- The titles that stand in one title: itself, without a year in a bracket ("Airlift (2016)"); and parts of it: of
-- "長江七號 (CJ7)" the text before the bracket, in it, and what is left without any bracket.
CREATE OR REPLACE TEMP MACRO without_year(t) AS regexp_replace(t, '\s*[(（][0-9]{4}[)）]\s*$', '');

CREATE OR REPLACE TEMP MACRO titles_in(t) AS
    CASE
        WHEN NOT regexp_matches(t, '[(（]') THEN [{'title': t, 'is_part': false}]
        ELSE list_concat(
            list_transform([t, without_year(t)], lambda whole: {'title': whole, 'is_part': false}),
            list_transform(
                [
                    regexp_extract(without_year(t), '^(.+?)\s*[(（][^()（）]+[)）]\s*$', 1),
                    regexp_extract(without_year(t), '^.+?\s*[(（]([^()（）]+)[)）]\s*$', 1),
                    trim(regexp_replace(without_year(t), '(^|\s+)[(（][^()（）]+[)）](\s+|$)', ' ', 'g'))
                ],
                lambda part: {'title': part, 'is_part': true}
            )
        )
    END;

-- How near two amounts are: 1 within 2 %, 0 beyond a factor of two, below 0, which speaks against, beyond five;
-- NULL where one is unknown or in another unit
CREATE OR REPLACE TEMP MACRO nearness(a, b) AS
    CASE
        WHEN least(a, b) < 1000 OR a IS NULL OR b IS NULL THEN NULL
        WHEN greatest(a, b) <= 1.02 * least(a, b) THEN 1.0
        WHEN greatest(a, b) <= 1.1 * least(a, b) THEN 0.9
        WHEN greatest(a, b) <= 1.3 * least(a, b) THEN 0.7
        WHEN greatest(a, b) <= 2 * least(a, b) THEN 0.5
        WHEN greatest(a, b) <= 5 * least(a, b) THEN 0.0
        ELSE -0.25
    END;

-- How near an entry's date is to a movie's. TMDB has the first showing anywhere, often a festival's: a release half a
-- year or a year later is usual, one much earlier is of another movie. 1 January stands for a year of unknown day.
CREATE OR REPLACE TEMP MACRO date_nearness(entry_date, entry_year, movie_date) AS
    CASE
        WHEN entry_date = movie_date THEN 1.0
        WHEN abs(entry_date - movie_date) <= 7 THEN 0.95
        WHEN abs(entry_date - movie_date) <= 45 THEN 0.85
        WHEN abs(entry_date - movie_date) <= 183 THEN 0.7
        WHEN entry_year = year(movie_date)
            AND (entry_date IS NULL OR dayofyear(entry_date) = 1 OR dayofyear(movie_date) = 1)
            THEN 0.7
        WHEN entry_date - movie_date BETWEEN 184 AND 400 THEN 0.5
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

-- Several movies sold or shown as one: "Saw 1-7", "Back to the Future Trilogy"
CREATE OR REPLACE TEMP MACRO is_set(t) AS
    regexp_matches(
        lower(t),
        '\b(collection|trilogy|quadrilogy|tetralogy|anthology|box ?set|double feature|marathon)\b|[0-9] ?[-–] ?[0-9]'
    );

-- The movie that each entry of a source without ids is about. `entries` names a relation of entry_id, title,
-- release_date, release_year, budget_usd, domestic_gross_usd, worldwide_gross_usd, any of them null but the id.
-- Candidates meet in blocks (same title key, same beginning of a cut title, releases within a week, the same gross), so
-- that the time grows with the number of entries and movies and not with their product. A title alone is not enough:
-- a date or an amount must agree as well, and what is unknown agrees with nothing. Of the sure ones each entry gets its
-- best, unless two are equally good, or another entry has a better claim to that movie: one-to-one.
CREATE OR REPLACE TEMP MACRO movie_matches(entries) AS TABLE
WITH entry AS (
    SELECT *, regexp_matches(title, '(…|\.\.\.)$') AS is_cut FROM query_table(entries)
),
entry_title AS MATERIALIZED (
    SELECT entry_id, title_key, min(is_part) AS is_part, is_cut
    FROM (
        SELECT entry_id, is_cut, title_key(spelled.title) AS title_key, spelled.is_part
        FROM (SELECT entry_id, is_cut, unnest(titles_in(title)) AS spelled FROM entry)
    )
    WHERE title_key IS NOT NULL
    GROUP BY ALL
),
movie AS (
    SELECT
        t.movie_id, t.release_date, us.release_date AS us_release_date, t.budget AS budget_usd,
        t.revenue AS worldwide_gross_usd, o.box_office_usd AS domestic_gross_usd
    FROM catalogue_movies AS t
    LEFT JOIN omdb_movies AS o USING (movie_id)
    LEFT JOIN (
        -- types: 2 limited, 3 theatrical
        SELECT movie_id, min(release_date) AS release_date
        FROM release_dates
        WHERE country_code = 'US' AND type IN (2, 3)
        GROUP BY movie_id
    ) AS us USING (movie_id)
    WHERE t.release_date IS NOT NULL
),
movie_date AS (
    SELECT movie_id, unnest([release_date, us_release_date]) AS release_date FROM movie
),
grosses AS (
    SELECT movie_id, unnest([worldwide_gross_usd, domestic_gross_usd]) AS gross_usd FROM movie
),
met AS (
    SELECT entry_id, movie_id, 'title' AS match_rule
    FROM entry_title JOIN movie_titles USING (title_key)
    UNION
    SELECT entry_id, movie_id, 'cut title'
    FROM entry_title JOIN movie_titles
        ON left(entry_title.title_key, 12) = left(movie_titles.title_key, 12)
        AND starts_with(movie_titles.title_key, entry_title.title_key)
    WHERE is_cut AND length(entry_title.title_key) >= 12
    UNION
    SELECT entry_id, movie_id, 'date'
    FROM (SELECT entry_id, release_date + unnest(generate_series(-7, 7))::INTEGER AS release_date FROM entry)
    JOIN movie_date USING (release_date)
    UNION
    SELECT entry_id, movie_id, 'amount'
    FROM (
        SELECT entry_id, unnest([worldwide_gross_usd, domestic_gross_usd]) AS entry_gross_usd FROM entry
    )
    JOIN grosses ON floor(ln(entry_gross_usd) * 50) = floor(ln(gross_usd) * 50)
    WHERE entry_gross_usd >= 100000
),
alike AS (
    SELECT
        entry_id,
        movie_id,
        max(
            likeness(entry_title.title_key, movie_titles.title_key)
            * CASE WHEN entry_title.is_part OR movie_titles.is_part THEN 0.97 ELSE 1 END
        ) AS likeness
    FROM (SELECT DISTINCT entry_id, movie_id FROM met)
    JOIN entry_title USING (entry_id)
    JOIN movie_titles USING (movie_id)
    GROUP BY entry_id, movie_id
),
judged AS (
    SELECT
        entry_id,
        movie_id,
        list_position(['title', 'cut title', 'date', 'amount'], match_rule) AS rule,
        greatest(
            date_nearness(entry.release_date, entry.release_year, movie.release_date),
            date_nearness(entry.release_date, entry.release_year, movie.us_release_date)
        ) AS date_near,
        abs(entry.release_year - year(movie.release_date)) AS years,
        is_set(entry.title) AS is_set,
        nearness(entry.budget_usd, movie.budget_usd) AS budget_near,
        nearness(entry.worldwide_gross_usd, movie.worldwide_gross_usd) AS worldwide_near,
        -- a gross that is all domestic is one fact, not two
        CASE
            WHEN nearness(entry.domestic_gross_usd, entry.worldwide_gross_usd) = 1
                AND nearness(entry.worldwide_gross_usd, movie.worldwide_gross_usd) = 1
                THEN NULL
            -- charts end before a release does, so that less than the movie's says nothing against it
            WHEN movie.domestic_gross_usd > 0
                THEN greatest(
                    nearness(entry.domestic_gross_usd, movie.domestic_gross_usd),
                    CASE WHEN entry.domestic_gross_usd < movie.domestic_gross_usd THEN 0 END
                )
            WHEN nearness(entry.worldwide_gross_usd, movie.worldwide_gross_usd) IS DISTINCT FROM 1
                AND nearness(entry.domestic_gross_usd, movie.worldwide_gross_usd) = 1
                THEN 1
        END AS domestic_near,
        likeness
    FROM met
    JOIN alike USING (entry_id, movie_id)
    JOIN entry USING (entry_id)
    JOIN movie USING (movie_id)
),
weighed AS (
    SELECT
        *,
        coalesce(greatest(worldwide_near, domestic_near) = 1, false) AS is_gross_same,
        -- budgets are guesses, and often copied: they do not count against grosses that agree
        greatest(
            list_avg(list_filter([budget_near, worldwide_near, domestic_near], lambda near: near IS NOT NULL)),
            list_avg(list_filter([worldwide_near, domestic_near], lambda near: near IS NOT NULL)),
            CASE WHEN coalesce(budget_near, worldwide_near, domestic_near) IS NULL THEN 0 END
        ) AS amount_near,
        len(list_filter([budget_near, worldwide_near, domestic_near], lambda near: near = 1)) AS n_same_amounts,
        greatest(budget_near, worldwide_near, domestic_near) >= 0.9 AS is_amount_near
    FROM judged
),
scored AS (
    SELECT
        entry_id, movie_id, rule, rule <= 2 OR likeness >= 0.9 AS is_by_title,
        0.6 * CASE
            WHEN rule = 2 THEN greatest(likeness, 0.95)
            WHEN n_same_amounts >= 2 THEN greatest(likeness, 0.7)
            ELSE likeness
        END
        + 0.2 * date_near
        + 0.2 * amount_near AS match_score
    FROM weighed
    -- a movie comes to the US years later, but then its gross must be the same
    WHERE (date_near > 0 OR coalesce(years, 0) <= 1 OR (years <= 3 AND is_gross_same))
        -- another title is believed only where it is nearly this one or holds it, or the amounts agree
        AND (
            rule <= 2
            OR (likeness >= 0.9 AND NOT is_set)
            OR (date_near >= 0.7 AND n_same_amounts >= 2)
            OR (likeness >= 0.78 AND is_amount_near)
        )
),
best AS (
    SELECT entry_id, movie_id, round(match_score, 4) AS match_score, rule, is_by_title
    FROM scored
    WHERE round(match_score, 4) >= 0.7
    QUALIFY row_number() OVER (PARTITION BY entry_id, movie_id ORDER BY match_score DESC, rule) = 1
)
SELECT entry_id, movie_id, match_score, ['title', 'cut title', 'date', 'amount'][rule] AS match_rule
FROM (
    SELECT *
    FROM best
    -- of some thousand movies one has the same gross by chance: the title comes first
    QUALIFY rank() OVER (PARTITION BY entry_id ORDER BY is_by_title DESC, match_score DESC) = 1
        AND count(*) OVER (PARTITION BY entry_id, is_by_title, match_score) = 1
)
QUALIFY row_number() OVER (PARTITION BY movie_id ORDER BY match_score DESC, rule, entry_id) = 1;

-- What the sources say of an amount, in the order of precedence; the dictionary of `movie_amounts` says why. `amounts`
-- is a row of that table.
CREATE OR REPLACE TEMP MACRO budgets(amounts) AS [
    {'source': 'tmdb', 'usd': amounts.tmdb_budget_usd},
    {'source': 'numbers', 'usd': amounts.numbers_budget_usd},
    {'source': 'wikidata', 'usd': amounts.wikidata_budget_usd}
];

CREATE OR REPLACE TEMP MACRO worldwide_grosses(amounts) AS [
    {'source': 'tmdb', 'usd': amounts.tmdb_worldwide_gross_usd},
    {'source': 'numbers', 'usd': amounts.numbers_worldwide_gross_usd},
    {'source': 'wikidata', 'usd': amounts.wikidata_worldwide_gross_usd}
];

CREATE OR REPLACE TEMP MACRO domestic_grosses(amounts) AS [
    {'source': 'omdb', 'usd': amounts.omdb_domestic_gross_usd},
    {'source': 'numbers', 'usd': amounts.numbers_domestic_gross_usd},
    {'source': 'wikidata', 'usd': amounts.wikidata_domestic_gross_usd}
];

CREATE OR REPLACE TEMP MACRO known(candidates) AS list_filter(candidates, lambda candidate: candidate.usd IS NOT NULL);
