CREATE VIEW release_calendar AS
SELECT
    week_from,
    week_from + 6 AS week_to,
    count(*) AS movies,
    count(production_budget_usd) AS movies_with_budget,
    sum(production_budget_usd)::BIGINT AS production_budget_usd,
    sum(worldwide_gross_usd)::BIGINT AS worldwide_gross_usd,
    sum(opening_weekend_usd)::BIGINT AS opening_weekend_usd,
    arg_max(title, production_budget_usd) AS most_expensive_movie,
    list(movie_id ORDER BY release_date, movie_id) AS movie_ids
FROM (
    -- ISO weekday 5 is Friday: movies of a Thursday belong to the week that began six days before
    SELECT *, release_date - ((isodow(release_date) + 2) % 7)::INTEGER AS week_from
    FROM movie_facts
    WHERE release_date IS NOT NULL
)
GROUP BY week_from;
COMMENT ON VIEW release_calendar IS 'One row per week, Friday to Thursday, in which a movie had its primary release: what opened against what.';
COMMENT ON COLUMN release_calendar.week_from IS 'Friday that begins the week';
COMMENT ON COLUMN release_calendar.week_to IS 'Thursday that ends it';
COMMENT ON COLUMN release_calendar.movies IS 'Number of movies';
COMMENT ON COLUMN release_calendar.movies_with_budget IS 'Number of movies whose budget is known';
COMMENT ON COLUMN release_calendar.production_budget_usd IS 'Sum of the budgets that are known (nominal US dollar)';
COMMENT ON COLUMN release_calendar.worldwide_gross_usd IS 'Sum of the worldwide grosses that are known (nominal US dollar)';
COMMENT ON COLUMN release_calendar.opening_weekend_usd IS 'Sum of the opening weekends in the US and Canada that are known (nominal US dollar)';
COMMENT ON COLUMN release_calendar.most_expensive_movie IS 'Title of the movie with the highest budget';
COMMENT ON COLUMN release_calendar.movie_ids IS 'Ids of the movies, in the order of their release';
