-- question: What is a director's or a studio's record?
-- place: 7
-- sentence: >
--   {name} ({kind}) has the best record of those with eight movies or more: {movies:number} movies of a median
--   {median_multiple:times} their budgets, of which {share_profitable:percent} broke even; the biggest is {biggest_movie}.
-- chart: {kind: bars, x: name, y: median_multiple, series: kind, unit: median gross in budgets, format: times, rows: 16, reference: payback_multiple}
-- sources: [tmdb, omdb, wikidata]
-- note: The ten directors and ten companies with the highest median gross per budget, of movies with a budget of $1M or more of which both amounts are known. Directors are OMDb's where TMDB has no credits.
WITH known AS (
    SELECT
        movie_id,
        title,
        worldwide_gross_real_usd,
        worldwide_gross_usd / production_budget_usd AS multiple,
        is_profitable
    FROM movie_facts
    WHERE production_budget_usd >= 1_000_000 AND worldwide_gross_usd IS NOT NULL
),
involved AS (
    SELECT DISTINCT 'director' AS kind, person_id AS who, name, movie_id
    FROM credits
    JOIN people USING (person_id)
    WHERE job = 'Director'
    UNION ALL
    SELECT DISTINCT 'studio' AS kind, company_id::VARCHAR AS who, name, movie_id
    FROM movie_companies
    JOIN companies USING (company_id)
),
records AS (
    SELECT
        kind,
        name,
        count(*) AS movies,
        median(multiple) AS median_multiple,
        avg(is_profitable::INTEGER) AS share_profitable,
        sum(worldwide_gross_real_usd)::BIGINT AS worldwide_gross_real_usd,
        arg_max(title, worldwide_gross_real_usd) AS biggest_movie,
        who
    FROM involved
    JOIN known USING (movie_id)
    GROUP BY kind, who, name
    HAVING count(*) >= 8
    QUALIFY row_number() OVER (PARTITION BY kind ORDER BY median(multiple) DESC, who) <= 10
)
SELECT * EXCLUDE (who)
FROM records
ORDER BY median_multiple DESC, kind, name, who
