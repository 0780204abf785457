-- One row per movie and company, the first-named ones weighing most: 1 / (position + 1), counted from 0;
-- and one a movie and major studio. Reads `majors`.
SELECT
    movie_id, 'company' AS role, company_id AS entity,
    (1 / (min(position) - min(min(position)) OVER (PARTITION BY movie_id) + 1))::DECIMAL(9, 6) AS weight
FROM movie_companies
GROUP BY movie_id, company_id
UNION ALL
SELECT movie_id, 'major', studio_id, 1 FROM majors
