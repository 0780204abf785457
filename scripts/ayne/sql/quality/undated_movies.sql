-- Share of the movies that have no release date.
SELECT avg((release_date IS NULL)::INTEGER) FROM movies
