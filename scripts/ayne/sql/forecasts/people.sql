-- Everybody with a name, and how many movies each has in a role. Parameters: a job, a department, either may be null.
SELECT
    person_id AS id,
    name,
    plain_name(name) AS plain,
    count(DISTINCT movie_id) FILTER (job = ? OR department = ?) AS movies
FROM people JOIN credits USING (person_id)
WHERE name IS NOT NULL
GROUP BY ALL
