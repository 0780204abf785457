-- 0 is unknown. Amounts in another unit than dollars come out as they are:
-- the range of their column in the dictionary turns them to null and notes them as rejected.
SELECT
    t.movie_id,
    o.imdb_id,
    n.numbers_id,
    w.wikidata_id,
    nullif(d.budget, 0) AS tmdb_budget_usd,
    n.production_budget_usd AS numbers_budget_usd,
    w.budget_usd AS wikidata_budget_usd,
    nullif(d.revenue, 0) AS tmdb_worldwide_gross_usd,
    n.worldwide_gross_usd AS numbers_worldwide_gross_usd,
    w.worldwide_gross_usd AS wikidata_worldwide_gross_usd,
    o.box_office_usd AS omdb_domestic_gross_usd,
    n.domestic_gross_usd AS numbers_domestic_gross_usd,
    w.domestic_gross_usd AS wikidata_domestic_gross_usd
FROM catalogue_movies AS t
LEFT JOIN tmdb_movies AS d USING (movie_id)
LEFT JOIN omdb_movies AS o USING (movie_id)
LEFT JOIN numbers_movies AS n USING (movie_id)
LEFT JOIN wikidata_movies AS w USING (movie_id)
