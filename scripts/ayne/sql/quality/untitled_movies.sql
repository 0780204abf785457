-- Share of the movies that have no title.
SELECT avg((title IS NULL)::INTEGER) FROM movies
