-- A company's movies, the newest first. Parameter: the id.
SELECT f.movie_id, f.title, f.release_date, f.production_budget_usd, f.worldwide_gross_usd
FROM movie_companies JOIN movie_facts AS f USING (movie_id)
WHERE company_id = ?
ORDER BY f.release_date DESC NULLS LAST, f.movie_id
LIMIT 300
