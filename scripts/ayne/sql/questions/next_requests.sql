-- question: What should today's quota fetch?
-- sentence: >
--   {waiting:number} answers are worth fetching, {share_never:percent} of them never had; first {title}
--   ({release_year}, {tmdb_votes:number} votes) from {source}: {reason}.
-- chart: {kind: bars, x: reason_of_source, y: movies_of_reason, unit: answers, format: number, rows: 8, unique: true}
-- reads: [refresh_days]
-- sources: [tmdb, omdb]
-- none: Nothing is due; every movie has an answer of each source that is young enough.
-- note: As sources.*.refresh_days says, never had before aged, most votes first. OMDb is asked for movies with an IMDb id that it has not refused; `ayne status` reckons with the journal, which also knows what is frozen.
WITH answers AS (
    SELECT 'tmdb' AS source, m.movie_id, t.as_of, false AS is_missing
    FROM movies AS m
    JOIN tmdb_movies AS t USING (movie_id)
    UNION ALL
    SELECT 'omdb', m.movie_id, o.as_of, o.movie_id IS NULL
    FROM movies AS m
    LEFT JOIN omdb_movies AS o USING (movie_id)
    WHERE m.imdb_id IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM rejected AS r WHERE r.source = 'omdb' AND r.field = '' AND r.record_id = m.imdb_id
        )
),
due AS (
    SELECT
        a.source,
        m.title,
        m.release_year,
        t.vote_count AS tmdb_votes,
        a.as_of,
        getvariable('snapshot') - a.as_of AS age_days,
        a.is_missing,
        CASE
            WHEN a.is_missing THEN 'never had'
            ELSE 'older than ' || r.refresh_days || ' days'
        END AS reason,
        m.movie_id
    FROM answers AS a
    JOIN movies AS m USING (movie_id)
    JOIN tmdb_movies AS t USING (movie_id)
    -- a movie without a date is as one not yet released
    ASOF JOIN refresh_days AS r
        ON r.source = a.source
        AND coalesce(getvariable('snapshot') - m.release_date, -1) >= r.from_age_days
    WHERE a.is_missing OR getvariable('snapshot') - a.as_of >= r.refresh_days
)
SELECT
    *,
    source || ': ' || reason AS reason_of_source,
    count(*) OVER (PARTITION BY source, reason) AS movies_of_reason,
    count(*) OVER () AS waiting,
    avg(is_missing::INTEGER) OVER () AS share_never
FROM due
ORDER BY is_missing DESC, tmdb_votes DESC, movie_id, source
LIMIT 1000
