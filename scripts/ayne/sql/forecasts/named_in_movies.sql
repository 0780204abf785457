-- Who and what each movie names, by the roles of the features: the ten top-billed actors, companies in their order,
-- the series without the word that TMDB puts behind its name.
WITH named AS (
    SELECT movie_id, 'director' AS role, name, 0 AS place FROM credits JOIN people USING (person_id) WHERE job = 'Director'
    UNION
    SELECT movie_id, 'writer', name, 0 FROM credits JOIN people USING (person_id) WHERE department = 'Writing'
    UNION
    SELECT movie_id, 'cast', name, billing FROM credits JOIN people USING (person_id)
    WHERE department = 'Acting' AND billing < 10
    UNION
    SELECT movie_id, 'company', name, position FROM movie_companies JOIN companies USING (company_id)
    UNION
    SELECT movie_id, 'franchise', regexp_replace(name, ' Collection$', ''), 0 FROM movies JOIN collections USING (collection_id)
)
SELECT movie_id, role, list(name ORDER BY place, name) AS names
FROM named
WHERE name IS NOT NULL AND list_contains($movies, movie_id)
GROUP BY ALL
ORDER BY ALL
