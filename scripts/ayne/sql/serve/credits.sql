-- Who made a movie: directors, writers, and the ten of the cast that are named first. Parameter: its id.
WITH roles AS (
    SELECT
        person_id, name, billing,
        CASE WHEN job = 'Director' THEN 'director' WHEN department = 'Writing' THEN 'writer' ELSE 'cast' END AS role
    FROM credits JOIN people USING (person_id)
    WHERE movie_id = ? AND (job = 'Director' OR department = 'Writing' OR (department = 'Acting' AND billing < 10))
)
SELECT role, person_id, name, min(billing) AS billing
FROM roles
GROUP BY role, person_id, name
ORDER BY role = 'cast', role = 'writer', billing NULLS FIRST, name, person_id
