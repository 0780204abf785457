CREATE VIEW person_facts AS
SELECT
    person_id,
    name,
    origin,
    count(*) FILTER (WHERE has_directed) AS movies_directed,
    count(*) FILTER (WHERE has_written) AS movies_written,
    count(*) FILTER (WHERE has_acted) AS movies_acted,
    count(*) FILTER (WHERE has_led) AS movies_led,
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
FROM (
    SELECT
        person_id,
        movie_id,
        bool_or(job = 'Director') AS has_directed,
        bool_or(department = 'Writing') AS has_written,
        bool_or(department = 'Acting') AS has_acted,
        bool_or(coalesce(billing < 3, false)) AS has_led
    FROM credits
    GROUP BY person_id, movie_id
)
JOIN movie_facts USING (movie_id)
JOIN people USING (person_id)
GROUP BY person_id, name, origin;
COMMENT ON VIEW person_facts IS 'One row per person: movies by role, their money and success. A movie counts once, whatever the number of roles.';
COMMENT ON COLUMN person_facts.person_id IS 'Id of the person';
COMMENT ON COLUMN person_facts.name IS 'Name';
COMMENT ON COLUMN person_facts.origin IS 'Which source knows the person: tmdb or omdb';
COMMENT ON COLUMN person_facts.movies_directed IS 'Number of movies directed';
COMMENT ON COLUMN person_facts.movies_written IS 'Number of movies written, credits of the department Writing';
COMMENT ON COLUMN person_facts.movies_acted IS 'Number of movies played in';
COMMENT ON COLUMN person_facts.movies_led IS 'Number of movies played in among the first three of the cast';
COMMENT ON COLUMN person_facts.movies IS 'Number of movies';
COMMENT ON COLUMN person_facts.first_release_date IS 'Release of the first';
COMMENT ON COLUMN person_facts.last_release_date IS 'Release of the last';
COMMENT ON COLUMN person_facts.movies_with_gross IS 'Number of movies whose worldwide gross is known';
COMMENT ON COLUMN person_facts.production_budget_usd IS 'Sum of the budgets that are known (nominal US dollar)';
COMMENT ON COLUMN person_facts.worldwide_gross_usd IS 'Sum of the worldwide grosses that are known (nominal US dollar)';
COMMENT ON COLUMN person_facts.worldwide_gross_real_usd IS 'The same in US dollars of movie_facts.real_usd_year';
COMMENT ON COLUMN person_facts.median_roi IS 'Median return on investment of the movies of which it is known';
COMMENT ON COLUMN person_facts.profitable_movies IS 'Number of movies that are profitable, as movie_facts says';
COMMENT ON COLUMN person_facts.mean_imdb_rating IS 'Mean IMDb rating of the movies (points of 10)';
COMMENT ON COLUMN person_facts.biggest_movie IS 'Title of the movie with the highest nominal worldwide gross';
