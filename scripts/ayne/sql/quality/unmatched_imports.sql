-- Share of The Numbers' lines and pages with a gross that are matched with no movie.
SELECT avg((movie_id IS NULL)::INTEGER)
FROM (
    SELECT movie_id, worldwide_gross_usd FROM numbers_budgets
    UNION ALL
    SELECT movie_id, worldwide_gross_usd FROM numbers_pages
)
WHERE worldwide_gross_usd > 0
