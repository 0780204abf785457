-- Every company with a name, and how many movies it has made.
SELECT company_id AS id, name, plain_name(name) AS plain, count(DISTINCT movie_id) AS movies
FROM companies LEFT JOIN movie_companies USING (company_id)
WHERE name IS NOT NULL
GROUP BY ALL
