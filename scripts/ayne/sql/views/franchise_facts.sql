CREATE VIEW franchise_facts AS
SELECT
    collection_id,
    name,
    count(*) AS movies,
    min(release_date) AS first_release_date,
    max(release_date) AS last_release_date,
    count(worldwide_gross_usd) AS movies_with_gross,
    sum(production_budget_usd)::BIGINT AS production_budget_usd,
    sum(worldwide_gross_usd)::BIGINT AS worldwide_gross_usd,
    sum(worldwide_gross_real_usd)::BIGINT AS worldwide_gross_real_usd,
    median(roi) AS median_roi,
    count(*) FILTER (WHERE is_profitable) AS profitable_movies,
    avg(imdb_rating) AS mean_imdb_rating,
    arg_max(title, worldwide_gross_usd) AS biggest_movie
FROM movie_facts
JOIN collections USING (collection_id)
GROUP BY collection_id, name;
COMMENT ON VIEW franchise_facts IS 'One row per series of movies (TMDB collection): its size, money and success. What is unknown of a movie is left out of the sums.';
COMMENT ON COLUMN franchise_facts.collection_id IS 'TMDB''s id of the collection';
COMMENT ON COLUMN franchise_facts.name IS 'Name of the series';
COMMENT ON COLUMN franchise_facts.movies IS 'Number of movies';
COMMENT ON COLUMN franchise_facts.first_release_date IS 'Release of the first';
COMMENT ON COLUMN franchise_facts.last_release_date IS 'Release of the last';
COMMENT ON COLUMN franchise_facts.movies_with_gross IS 'Number of movies whose worldwide gross is known';
COMMENT ON COLUMN franchise_facts.production_budget_usd IS 'Sum of the budgets that are known (nominal US dollar)';
COMMENT ON COLUMN franchise_facts.worldwide_gross_usd IS 'Sum of the worldwide grosses that are known (nominal US dollar)';
COMMENT ON COLUMN franchise_facts.worldwide_gross_real_usd IS 'The same in US dollars of movie_facts.real_usd_year';
COMMENT ON COLUMN franchise_facts.median_roi IS 'Median return on investment of the movies of which it is known';
COMMENT ON COLUMN franchise_facts.profitable_movies IS 'Number of movies that are profitable, as movie_facts says';
COMMENT ON COLUMN franchise_facts.mean_imdb_rating IS 'Mean IMDb rating of the movies (points of 10)';
COMMENT ON COLUMN franchise_facts.biggest_movie IS 'Title of the movie with the highest nominal worldwide gross';
