-- Companies are renamed and merged: the newest answer counts
SELECT
    company.id AS company_id,
    arg_max(nullif(trim(company.name), ''), (as_of, movie_id, company.name)) AS name,
    arg_max(nullif(company.origin_country, ''), (as_of, movie_id, company.name)) AS origin_country
FROM (SELECT movie_id, as_of, unnest(companies) AS company FROM catalogue)
WHERE company.id <> 0
GROUP BY company_id
