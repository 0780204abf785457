-- Movies by a part of the title, a year and a part of somebody's name, any of which may be null; the newest first.
-- Parameters: title, title, year, year, person, person, how many, after how many.
SELECT movie_id, title, release_date, production_budget_usd, worldwide_gross_usd, genres, directors,
    count(*) OVER () AS total
FROM movie_facts
WHERE (?::VARCHAR IS NULL OR contains(strip_accents(lower(title)), strip_accents(lower(?))))
    AND (?::INTEGER IS NULL OR year(release_date) = ?)
    AND (?::VARCHAR IS NULL OR movie_id IN (
        SELECT movie_id FROM credits JOIN people USING (person_id)
        WHERE contains(strip_accents(lower(name)), strip_accents(lower(?)))
    ))
ORDER BY release_date DESC NULLS LAST, movie_id
LIMIT ? OFFSET ?
