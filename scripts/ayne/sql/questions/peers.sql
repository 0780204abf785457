-- question: How does a movie compare with its peers, those of the same year and budget?
-- place: 5
-- sentence: >
--   {title} grossed {worldwide_gross_usd:usd}, {times_peers:times} the {peer_gross_usd:usd} of the median of its
--   {peers:number} peers of {release_year}; it did better than {beaten}.
-- chart: {kind: bars, x: title, y: times_peers, unit: times its peers' median gross, format: times, rows: 14, reference: 1, log: true}
-- sources: [tmdb, wikidata]
-- note: Movies of the last whole year with 20 grosses or more, with a budget of $10M or more. Peers had half to twice the budget and at least 5 of them are known.
WITH known AS (
    SELECT movie_id, title, release_year, production_budget_usd, worldwide_gross_usd
    FROM movie_facts
    WHERE production_budget_usd >= 10_000_000
        AND worldwide_gross_usd IS NOT NULL
        AND release_year < year(getvariable('snapshot'))
),
last_year AS (
    SELECT max(release_year) AS release_year
    FROM (SELECT release_year FROM known GROUP BY release_year HAVING count(*) >= 20)
)
SELECT
    a.title,
    a.release_year,
    a.production_budget_usd,
    a.worldwide_gross_usd,
    median(b.worldwide_gross_usd)::BIGINT AS peer_gross_usd,
    a.worldwide_gross_usd / median(b.worldwide_gross_usd) AS times_peers,
    count(*) AS peers,
    avg((a.worldwide_gross_usd > b.worldwide_gross_usd)::INTEGER) AS share_beaten,
    CASE WHEN share_beaten = 1 THEN 'all of them' ELSE format('{:.0f} % of them', floor(100 * share_beaten)) END AS beaten,
    a.movie_id
FROM known AS a
JOIN last_year USING (release_year)
JOIN known AS b
    ON b.release_year = a.release_year
    AND b.movie_id <> a.movie_id
    AND b.production_budget_usd BETWEEN 0.5 * a.production_budget_usd AND 2 * a.production_budget_usd
GROUP BY a.title, a.release_year, a.production_budget_usd, a.worldwide_gross_usd, a.movie_id
HAVING count(*) >= 5
ORDER BY times_peers DESC, a.movie_id
