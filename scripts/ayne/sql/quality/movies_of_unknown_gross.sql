-- Share of the movies with a budget, released a year before the snapshot, of which no worldwide gross is known.
SELECT avg((worldwide_gross_usd IS NULL)::INTEGER)
FROM movies
WHERE budget_usd IS NOT NULL AND release_date < (SELECT max(as_of) FROM catalogue_movies) - 365
