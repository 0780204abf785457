-- In each quantity, each pair of sources, in the order in which `movies` asks them.
WITH amounts AS (
    SELECT movie_id, 'budget_usd' AS quantity, known(budgets(a)) AS amounts FROM movie_amounts AS a
    UNION ALL
    SELECT movie_id, 'worldwide_gross_usd', known(worldwide_grosses(a)) FROM movie_amounts AS a
    UNION ALL
    SELECT movie_id, 'domestic_gross_usd', known(domestic_grosses(a)) FROM movie_amounts AS a
),
placed AS (
    SELECT movie_id, quantity, amounts[1].source AS chosen, unnest(amounts) AS amount, generate_subscripts(amounts, 1) AS place
    FROM amounts
)
SELECT
    a.movie_id,
    a.quantity,
    a.amount.source AS source_a,
    a.amount.usd AS value_a,
    b.amount.source AS source_b,
    b.amount.usd AS value_b,
    b.amount.usd / a.amount.usd AS ratio,
    a.chosen
FROM placed AS a
JOIN placed AS b ON a.movie_id = b.movie_id AND a.quantity = b.quantity AND a.place < b.place
WHERE greatest(a.amount.usd, b.amount.usd)
    > (1 + getvariable('conflict_tolerance')) * least(a.amount.usd, b.amount.usd)
