-- Everybody with a name, and how many movies each has directed, written and played in.
SELECT
    person_id AS id,
    name,
    count(DISTINCT movie_id) FILTER (job = 'Director') AS director,
    count(DISTINCT movie_id) FILTER (department = 'Writing') AS writer,
    count(DISTINCT movie_id) FILTER (department = 'Acting') AS actor
FROM people JOIN credits USING (person_id)
WHERE name IS NOT NULL
GROUP BY ALL
ORDER BY id
