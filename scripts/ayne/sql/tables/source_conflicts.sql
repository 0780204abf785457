-- In each quantity, each pair of sources, in the order in which `movies` asks them.
WITH amounts AS (
    SELECT movie_id, 'budget_usd' AS quantity, ['tmdb', 'numbers', 'wikidata'] AS sources,
        [tmdb_budget_usd, numbers_budget_usd, wikidata_budget_usd] AS amounts
    FROM movie_amounts
    UNION ALL
    SELECT movie_id, 'worldwide_gross_usd', ['tmdb', 'numbers', 'wikidata'],
        [tmdb_worldwide_gross_usd, numbers_worldwide_gross_usd, wikidata_worldwide_gross_usd]
    FROM movie_amounts
    UNION ALL
    SELECT movie_id, 'domestic_gross_usd', ['omdb', 'numbers', 'wikidata'],
        [omdb_domestic_gross_usd, numbers_domestic_gross_usd, wikidata_domestic_gross_usd]
    FROM movie_amounts
),
known AS (
    SELECT movie_id, quantity, place, sources[place] AS source, amounts[place] AS amount
    FROM (SELECT *, unnest([1, 2, 3]) AS place FROM amounts)
    WHERE amounts[place] IS NOT NULL
)
SELECT
    a.movie_id,
    a.quantity,
    a.source AS source_a,
    a.amount AS value_a,
    b.source AS source_b,
    b.amount AS value_b,
    b.amount / a.amount AS ratio,
    first.source AS chosen
FROM known AS a
JOIN known AS b ON a.movie_id = b.movie_id AND a.quantity = b.quantity AND a.place < b.place
JOIN (
    SELECT movie_id, quantity, arg_min(source, place) AS source FROM known GROUP BY movie_id, quantity
) AS first ON a.movie_id = first.movie_id AND a.quantity = first.quantity
WHERE greatest(a.amount, b.amount) > (1 + getvariable('conflict_tolerance')) * least(a.amount, b.amount)
