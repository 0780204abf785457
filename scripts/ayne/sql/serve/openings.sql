-- Movies that open in a span of days, the dearest first. Parameters: first day, last day.
SELECT movie_id, title, release_date, production_budget_usd, genres
FROM movie_facts
WHERE release_date BETWEEN ? AND ?
ORDER BY production_budget_usd DESC NULLS LAST, movie_id
