-- A person's movies with the roles in them, the newest first. Parameter: the id.
SELECT
    f.movie_id, f.title, f.release_date, f.production_budget_usd, f.worldwide_gross_usd,
    list_sort(list(DISTINCT CASE
        WHEN job = 'Director' THEN 'director' WHEN department = 'Writing' THEN 'writer'
        WHEN department = 'Acting' THEN 'cast' ELSE lower(department)
    END)) AS roles
FROM credits JOIN movie_facts AS f USING (movie_id)
WHERE person_id = ?
GROUP BY ALL
ORDER BY f.release_date DESC NULLS LAST, f.movie_id
LIMIT 300
