-- One movie with all that is known of it. Parameter: its id.
SELECT f.*, c.name AS collection, charts.second_weekend_usd,
    CASE WHEN f.opening_weekend_usd IS NOT NULL
        THEN coalesce(charts.gross_to_second_sunday_usd, charts.gross_to_first_sunday_usd)
    END AS gross_to_date_usd,
    (
        SELECT list({company_id: company_id, name: name} ORDER BY position)
        FROM movie_companies JOIN companies USING (company_id)
        WHERE movie_id = f.movie_id
    ) AS companies,
    (SELECT list(country_code ORDER BY position) FROM movie_countries WHERE movie_id = f.movie_id) AS countries
FROM movie_facts AS f
LEFT JOIN collections AS c USING (collection_id)
LEFT JOIN box_office_releases AS charts ON charts.movie_id = f.movie_id
WHERE f.movie_id = ?
