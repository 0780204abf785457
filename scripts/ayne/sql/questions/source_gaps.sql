-- question: Where do sources disagree or lack data, and how fresh is each value?
-- place: 10
-- sentence: >
--   {value_name} is most wanting: it is known of {known_words} {movies:number} released
--   movies.{more_words} The newest is as of {newest_as_of:day}.
-- chart: {kind: bars, x: value_name, y: share_known, series: source, unit: share of movies with a value, format: percent, rows: 24}
-- sources: [tmdb, omdb, numbers, wikidata]
-- note: Of the movies released by the snapshot, by the sources that have answered at all. The age of a value is that of the answer it came with.
WITH released AS (
    SELECT m.movie_id, m.imdb_id
    FROM movies AS m
    WHERE m.release_date <= getvariable('snapshot')
),
values_by_source AS (
    SELECT 'tmdb' AS source, 'budget_usd' AS quantity, 'TMDB budget' AS value_name, 'budget' AS field,
        movie_id, a.tmdb_budget_usd IS NOT NULL AS is_known, t.as_of
    FROM released JOIN movie_amounts AS a USING (movie_id) JOIN tmdb_movies AS t USING (movie_id)
    UNION ALL
    SELECT 'tmdb', 'worldwide_gross_usd', 'TMDB worldwide gross', 'revenue',
        movie_id, a.tmdb_worldwide_gross_usd IS NOT NULL, t.as_of
    FROM released JOIN movie_amounts AS a USING (movie_id) JOIN tmdb_movies AS t USING (movie_id)
    UNION ALL
    SELECT 'tmdb', NULL, 'TMDB runtime', 'runtime', movie_id, t.runtime IS NOT NULL, t.as_of
    FROM released JOIN tmdb_movies AS t USING (movie_id)
    UNION ALL
    SELECT 'tmdb', NULL, 'TMDB genres', 'genres', movie_id,
        movie_id IN (SELECT movie_id FROM movie_genres), t.as_of
    FROM released JOIN tmdb_movies AS t USING (movie_id)
    UNION ALL
    SELECT 'omdb', 'domestic_gross_usd', 'OMDb domestic gross', 'BoxOffice',
        movie_id, o.box_office_usd IS NOT NULL, o.as_of
    FROM released LEFT JOIN omdb_movies AS o USING (movie_id)
    WHERE (SELECT count(*) FROM omdb_movies) > 0
    UNION ALL
    SELECT 'omdb', NULL, 'OMDb Metascore', 'Metascore', movie_id, o.metascore IS NOT NULL, o.as_of
    FROM released LEFT JOIN omdb_movies AS o USING (movie_id)
    WHERE (SELECT count(*) FROM omdb_movies) > 0
    UNION ALL
    SELECT 'omdb', NULL, 'OMDb IMDb rating', 'imdbRating', movie_id, o.imdb_rating IS NOT NULL, o.as_of
    FROM released LEFT JOIN omdb_movies AS o USING (movie_id)
    WHERE (SELECT count(*) FROM omdb_movies) > 0
    UNION ALL
    SELECT 'wikidata', 'budget_usd', 'Wikidata budget', 'P2130',
        movie_id, a.wikidata_budget_usd IS NOT NULL, w.as_of
    FROM released JOIN movie_amounts AS a USING (movie_id) LEFT JOIN wikidata_movies AS w USING (movie_id)
    WHERE (SELECT count(*) FROM wikidata_movies) > 0
    UNION ALL
    SELECT 'wikidata', 'worldwide_gross_usd', 'Wikidata worldwide gross', 'P2142',
        movie_id, a.wikidata_worldwide_gross_usd IS NOT NULL, w.as_of
    FROM released JOIN movie_amounts AS a USING (movie_id) LEFT JOIN wikidata_movies AS w USING (movie_id)
    WHERE (SELECT count(*) FROM wikidata_movies) > 0
    UNION ALL
    SELECT 'numbers', 'budget_usd', 'The Numbers budget', 'production_budget',
        movie_id, n.production_budget_usd IS NOT NULL, NULL::DATE
    FROM released LEFT JOIN numbers_movies AS n USING (movie_id)
    WHERE (SELECT count(*) FROM numbers_movies) > 0
),
conflicts AS (
    SELECT source, quantity, count(DISTINCT movie_id) AS conflicts
    FROM (
        SELECT source_a AS source, quantity, movie_id FROM source_conflicts
        UNION ALL
        SELECT source_b, quantity, movie_id FROM source_conflicts
    )
    GROUP BY source, quantity
),
refused AS (
    SELECT source, field, count(*) AS rejected FROM rejected GROUP BY source, field
),
counted AS (
SELECT
    value_name,
    CASE source
        WHEN 'tmdb' THEN 'TMDB' WHEN 'omdb' THEN 'OMDb' WHEN 'wikidata' THEN 'Wikidata' ELSE 'The Numbers'
    END AS source,
    count(*) AS movies,
    count(*) FILTER (WHERE is_known) AS known,
    avg(is_known::INTEGER) AS share_known,
    -- The Numbers has no API: its tables are imported
    count(*) FILTER (WHERE as_of IS NULL AND values_by_source.source <> 'numbers') AS unanswered,
    coalesce(any_value(conflicts), 0) AS conflicts,
    coalesce(any_value(rejected), 0) AS rejected,
    min(as_of) AS oldest_as_of,
    max(as_of) AS newest_as_of,
    median(getvariable('snapshot') - as_of) FILTER (WHERE is_known) AS median_age_days
FROM values_by_source
LEFT JOIN conflicts USING (source, quantity)
LEFT JOIN refused USING (source, field)
GROUP BY value_name, values_by_source.source
)
SELECT
    *,
    CASE WHEN known = 0 THEN 'none of the' ELSE printf('%.0f %% of the', 100 * share_known) END AS known_words,
    concat(
        CASE WHEN unanswered > 0 THEN printf(' %,d %s no answer of the source.', unanswered, if(unanswered = 1, 'has', 'have')) END,
        CASE WHEN conflicts > 0 THEN printf(' %,d of its values differ from another source''s.', conflicts) END,
        CASE WHEN rejected > 0 THEN printf(' %,d of its values were rejected.', rejected) END
    ) AS more_words
FROM counted
ORDER BY share_known, value_name
