CREATE VIEW movie_facts AS
SELECT
    m.movie_id,
    m.imdb_id,
    m.title,
    m.release_date,
    m.original_language,
    m.runtime_min,
    m.us_certification,
    m.budget_usd AS production_budget_usd,
    m.worldwide_gross_usd,
    m.domestic_gross_usd,
    (m.worldwide_gross_usd - m.budget_usd) / m.budget_usd AS roi,
    t.vote_average AS tmdb_rating,
    t.vote_count AS tmdb_votes,
    o.imdb_rating,
    o.imdb_votes,
    o.metascore,
    o.rotten_tomatoes_pct,
    d.directors,
    g.genres
FROM movies AS m
JOIN tmdb_movies AS t USING (movie_id)
LEFT JOIN omdb_movies AS o USING (movie_id)
LEFT JOIN (
    SELECT movie_id, list(name ORDER BY credit_id) AS directors
    FROM credits
    JOIN people USING (person_id)
    WHERE job = 'Director'
    GROUP BY movie_id
) AS d USING (movie_id)
LEFT JOIN (
    SELECT movie_id, list(name ORDER BY position) AS genres
    FROM movie_genres
    JOIN genres USING (genre_id)
    GROUP BY movie_id
) AS g USING (movie_id);
COMMENT ON VIEW movie_facts IS 'One row a movie: amounts, ratings, directors and genres side by side. Unknown is null.';
COMMENT ON COLUMN movie_facts.movie_id IS 'Id of the movie (TMDB''s)';
COMMENT ON COLUMN movie_facts.imdb_id IS 'IMDb title id';
COMMENT ON COLUMN movie_facts.title IS 'English title';
COMMENT ON COLUMN movie_facts.release_date IS 'Primary release date';
COMMENT ON COLUMN movie_facts.original_language IS 'ISO 639-1 code';
COMMENT ON COLUMN movie_facts.runtime_min IS 'Runtime (minute)';
COMMENT ON COLUMN movie_facts.us_certification IS 'G, PG, PG-13, R, NC-17 or NR';
COMMENT ON COLUMN movie_facts.production_budget_usd IS 'Production budget (nominal US dollar)';
COMMENT ON COLUMN movie_facts.worldwide_gross_usd IS 'Worldwide gross (nominal US dollar)';
COMMENT ON COLUMN movie_facts.domestic_gross_usd IS 'Gross in the US and Canada (nominal US dollar)';
COMMENT ON COLUMN movie_facts.roi IS 'Return on investment: (worldwide gross - budget) / budget';
COMMENT ON COLUMN movie_facts.tmdb_rating IS 'TMDB''s mean vote (points of 10), on the day of the fetch';
COMMENT ON COLUMN movie_facts.tmdb_votes IS 'TMDB''s number of votes, on the day of the fetch';
COMMENT ON COLUMN movie_facts.imdb_rating IS 'IMDb''s mean rating (points of 10), on the day of the fetch';
COMMENT ON COLUMN movie_facts.imdb_votes IS 'IMDb''s number of ratings, on the day of the fetch';
COMMENT ON COLUMN movie_facts.metascore IS 'Metacritic''s score (points of 100), on the day of the fetch';
COMMENT ON COLUMN movie_facts.rotten_tomatoes_pct IS 'Tomatometer (percent), on the day of the fetch';
COMMENT ON COLUMN movie_facts.directors IS 'Names of the directors';
COMMENT ON COLUMN movie_facts.genres IS 'Names of TMDB''s genres, in its order';
