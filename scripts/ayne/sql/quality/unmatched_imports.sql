-- Share of The Numbers' lines with a gross that are matched with no movie.
SELECT avg((movie_id IS NULL)::INTEGER)
FROM numbers_budgets
WHERE worldwide_gross_usd > 0
