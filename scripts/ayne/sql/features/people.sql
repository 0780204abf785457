-- One row per movie, role and person: directors and writers alike, the ten top-billed actors by 1 / (billing + 1).
SELECT movie_id, 'director' AS role, person_id AS entity, 1::DECIMAL(9, 6) AS weight
FROM credits
WHERE job = 'Director'
GROUP BY movie_id, person_id
UNION ALL
SELECT movie_id, 'writer', person_id, 1
FROM credits
WHERE department = 'Writing'
GROUP BY movie_id, person_id
UNION ALL
SELECT movie_id, 'cast', person_id, (1 / (min(billing) + 1))::DECIMAL(9, 6)
FROM credits
WHERE department = 'Acting' AND billing < 10
GROUP BY movie_id, person_id
