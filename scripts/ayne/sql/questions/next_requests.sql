-- question: What should today's quota fetch?
-- place: 10
-- sentence: >
--   {waiting_words} on {snapshot:day}; first comes {title} ({release_year}) from {source}, {due_words}.{refused_words}
-- chart: {kind: bars, x: due, y: answers, unit: answers, format: number, rows: 12, unique: true}
-- reads: [refresh_days]
-- sources: [tmdb, omdb]
-- note: As sources.*.refresh_days says; never had before aged, then the day on which it is due, then most votes; the first 250 of each group. `ayne status` reckons with the journal, which also knows what is frozen.
WITH answers AS (
    SELECT 'TMDB' AS source, m.movie_id, t.as_of
    FROM movies AS m
    JOIN tmdb_movies AS t USING (movie_id)
    UNION ALL
    SELECT 'OMDb', m.movie_id, o.as_of
    FROM movies AS m
    LEFT JOIN omdb_movies AS o USING (movie_id)
    WHERE m.imdb_id IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM rejected AS r WHERE r.source = 'omdb' AND r.field = '' AND r.record_id = m.imdb_id
        )
),
dated AS (
    SELECT
        a.source,
        m.title,
        m.release_year,
        t.vote_count AS tmdb_votes,
        a.as_of,
        -- what was never had is due since ever
        coalesce(a.as_of + r.refresh_days::INTEGER, DATE '1900-01-01') AS due_on,
        a.movie_id
    FROM answers AS a
    JOIN movies AS m USING (movie_id)
    JOIN tmdb_movies AS t USING (movie_id)
    -- a movie without a date is as one not yet released
    ASOF JOIN refresh_days AS r
        ON r.source = lower(a.source)
        AND coalesce(getvariable('snapshot') - m.release_date, -1) >= r.from_age_days
),
grouped AS (
    SELECT
        source,
        title,
        release_year,
        tmdb_votes,
        as_of,
        nullif(due_on, DATE '1900-01-01') AS due_on,
        source || ': ' || CASE
            WHEN as_of IS NULL THEN 'never had'
            WHEN due_on <= getvariable('snapshot') THEN 'due'
            WHEN due_on <= getvariable('snapshot') + 7 THEN 'within 7 days'
            WHEN due_on <= getvariable('snapshot') + 30 THEN 'within 30 days'
            WHEN due_on <= getvariable('snapshot') + 90 THEN 'within 90 days'
            ELSE 'later'
        END AS due,
        CASE WHEN as_of IS NULL THEN 'never had' ELSE strftime(due_on, 'due on %-d %B %Y') END AS due_words,
        movie_id
    FROM dated
),
counted AS (
    SELECT
        *,
        count(*) OVER (PARTITION BY due) AS answers,
        count(*) FILTER (WHERE as_of IS NULL OR due_on <= getvariable('snapshot')) OVER () AS waiting,
        count(*) FILTER (WHERE as_of IS NULL) OVER () AS missing,
        (SELECT count(*) FROM rejected AS r WHERE r.source = 'omdb' AND r.field = '') AS refused
    FROM grouped
)
SELECT
    *,
    CASE
        WHEN waiting = 0 THEN 'No answer is due'
        ELSE printf('%,d answers are due, %,d of them never had,', waiting, missing)
    END AS waiting_words,
    CASE WHEN refused > 0 THEN printf(' OMDb has refused %,d movies, which are not asked for.', refused) ELSE '' END
        AS refused_words,
    getvariable('snapshot') AS snapshot
FROM counted
QUALIFY row_number() OVER (PARTITION BY due ORDER BY due_on, tmdb_votes DESC, movie_id) <= 250
ORDER BY as_of IS NOT NULL, due_on, tmdb_votes DESC, movie_id, source
