WITH line AS (SELECT * FROM numbers_budgets WHERE movie_id IS NOT NULL),
page AS (SELECT * FROM numbers_pages WHERE movie_id IS NOT NULL)
-- of an amount the page comes before the table, which has less of each movie and is copied from such pages
SELECT
    coalesce(page.movie_id, line.movie_id) AS movie_id,
    coalesce(line.numbers_id, page.page_id) AS numbers_id,
    page.page_id,
    coalesce(page.match_score, line.match_score) AS match_score,
    coalesce(page.title, line.title) AS title,
    coalesce(page.release_date, line.release_date) AS release_date,
    coalesce(page.production_budget_usd, line.production_budget_usd) AS production_budget_usd,
    coalesce(page.domestic_gross_usd, line.domestic_gross_usd) AS domestic_gross_usd,
    page.international_gross_usd,
    coalesce(page.worldwide_gross_usd, line.worldwide_gross_usd) AS worldwide_gross_usd,
    page.opening_weekend_usd,
    page.opening_theaters,
    page.widest_theaters
FROM line
FULL JOIN page ON page.movie_id = line.movie_id
