-- One movie with all that is known of it. Parameter: its id.
SELECT f.*, c.name AS collection,
    (
        SELECT list({company_id: company_id, name: name} ORDER BY position)
        FROM movie_companies JOIN companies USING (company_id)
        WHERE movie_id = f.movie_id
    ) AS companies,
    (SELECT list(country_code ORDER BY position) FROM movie_countries WHERE movie_id = f.movie_id) AS countries
FROM movie_facts AS f LEFT JOIN collections AS c USING (collection_id)
WHERE f.movie_id = ?
