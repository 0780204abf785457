-- Every company with a name, and how many movies it has made.
SELECT company_id AS id, name, count(DISTINCT movie_id) AS company
FROM companies LEFT JOIN movie_companies USING (company_id)
WHERE name IS NOT NULL
GROUP BY ALL
ORDER BY id
