SELECT movie_id, nullif(company.id, 0) AS company_id, min(position) AS position
FROM (SELECT movie_id, unnest(companies) AS company, generate_subscripts(companies, 1) AS position FROM catalogue)
GROUP BY movie_id, company_id
