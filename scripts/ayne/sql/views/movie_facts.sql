CREATE VIEW movie_facts AS
SELECT
    m.movie_id,
    m.imdb_id,
    m.title,
    m.release_date,
    m.release_year,
    m.original_language,
    m.runtime_min,
    m.us_certification,
    m.collection_id,
    m.budget_usd AS production_budget_usd,
    m.worldwide_gross_usd,
    m.domestic_gross_usd,
    m.opening_weekend_usd,
    m.opening_theaters,
    m.widest_theaters,
    m.budget_usd_source AS production_budget_usd_source,
    m.worldwide_gross_usd_source,
    m.domestic_gross_usd_source,
    round(m.budget_usd * p.deflator)::BIGINT AS production_budget_real_usd,
    round(m.worldwide_gross_usd * p.deflator)::BIGINT AS worldwide_gross_real_usd,
    round(m.domestic_gross_usd * p.deflator)::BIGINT AS domestic_gross_real_usd,
    round(m.opening_weekend_usd * p.deflator)::BIGINT AS opening_weekend_real_usd,
    p.base_year AS real_usd_year,
    (m.worldwide_gross_usd - m.budget_usd) / m.budget_usd AS roi,
    m.worldwide_gross_usd >= coalesce(getvariable('payback_multiple'), 2.5) * m.budget_usd AS is_profitable,
    t.vote_average AS tmdb_rating,
    t.vote_count AS tmdb_votes,
    o.imdb_rating,
    o.imdb_votes,
    o.metascore,
    o.rotten_tomatoes_pct,
    o.oscar_wins,
    o.total_wins AS award_wins,
    o.total_nominations AS award_nominations,
    d.directors,
    g.genres
FROM movies AS m
JOIN catalogue_movies AS t USING (movie_id)
LEFT JOIN omdb_movies AS o USING (movie_id)
-- a year without a figure yet has the last one before it
ASOF LEFT JOIN consumer_prices AS p ON m.release_year >= p.year
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
COMMENT ON VIEW movie_facts IS 'One row per movie: amounts, ratings, directors and genres side by side. Unknown is null.';
COMMENT ON COLUMN movie_facts.movie_id IS 'Id of the movie (TMDB''s)';
COMMENT ON COLUMN movie_facts.imdb_id IS 'IMDb title id';
COMMENT ON COLUMN movie_facts.title IS 'English title';
COMMENT ON COLUMN movie_facts.release_date IS 'Primary release date';
COMMENT ON COLUMN movie_facts.release_year IS 'Year of the primary release';
COMMENT ON COLUMN movie_facts.original_language IS 'ISO 639-1 code';
COMMENT ON COLUMN movie_facts.runtime_min IS 'Runtime (minute)';
COMMENT ON COLUMN movie_facts.us_certification IS 'G, PG, PG-13, R, NC-17 or NR';
COMMENT ON COLUMN movie_facts.collection_id IS 'Series of movies it belongs to, see franchise_facts';
COMMENT ON COLUMN movie_facts.production_budget_usd IS 'Production budget (nominal US dollar)';
COMMENT ON COLUMN movie_facts.worldwide_gross_usd IS 'Worldwide gross (nominal US dollar)';
COMMENT ON COLUMN movie_facts.domestic_gross_usd IS 'Gross in the US and Canada (nominal US dollar)';
COMMENT ON COLUMN movie_facts.opening_weekend_usd IS 'Gross of the first Friday to Sunday in the US and Canada (nominal US dollar)';
COMMENT ON COLUMN movie_facts.opening_theaters IS 'Most theaters on a day of the opening weekend';
COMMENT ON COLUMN movie_facts.widest_theaters IS 'Most theaters on any day';
COMMENT ON COLUMN movie_facts.production_budget_usd_source IS 'Source of the budget: tmdb or numbers';
COMMENT ON COLUMN movie_facts.worldwide_gross_usd_source IS 'Source of the worldwide gross: tmdb or numbers';
COMMENT ON COLUMN movie_facts.domestic_gross_usd_source IS 'Source of the domestic gross: omdb or numbers';
COMMENT ON COLUMN movie_facts.production_budget_real_usd IS 'Production budget (US dollar of real_usd_year, by consumer prices of the year of release)';
COMMENT ON COLUMN movie_facts.worldwide_gross_real_usd IS 'Worldwide gross (US dollar of real_usd_year)';
COMMENT ON COLUMN movie_facts.domestic_gross_real_usd IS 'Gross in the US and Canada (US dollar of real_usd_year)';
COMMENT ON COLUMN movie_facts.opening_weekend_real_usd IS 'Gross of the opening weekend (US dollar of real_usd_year)';
COMMENT ON COLUMN movie_facts.real_usd_year IS 'Year whose dollars the real amounts are in';
COMMENT ON COLUMN movie_facts.roi IS 'Return on investment: (worldwide gross - budget) / budget';
COMMENT ON COLUMN movie_facts.is_profitable IS 'Worldwide gross of at least 2.5 budgets, the rule of thumb for breaking even, or as many as the variable payback_multiple says; null where one is unknown';
COMMENT ON COLUMN movie_facts.tmdb_rating IS 'TMDB''s mean vote (points of 10), on the day of the fetch';
COMMENT ON COLUMN movie_facts.tmdb_votes IS 'TMDB''s number of votes, on the day of the fetch';
COMMENT ON COLUMN movie_facts.imdb_rating IS 'IMDb''s mean rating (points of 10), on the day of the fetch';
COMMENT ON COLUMN movie_facts.imdb_votes IS 'IMDb''s number of ratings, on the day of the fetch';
COMMENT ON COLUMN movie_facts.metascore IS 'Metacritic''s score (points of 100), on the day of the fetch';
COMMENT ON COLUMN movie_facts.rotten_tomatoes_pct IS 'Tomatometer (percent), on the day of the fetch';
COMMENT ON COLUMN movie_facts.oscar_wins IS 'Oscars won';
COMMENT ON COLUMN movie_facts.award_wins IS 'Prizes of all kinds won';
COMMENT ON COLUMN movie_facts.award_nominations IS 'Nominations of all kinds that did not win';
COMMENT ON COLUMN movie_facts.directors IS 'Names of the directors';
COMMENT ON COLUMN movie_facts.genres IS 'Names of TMDB''s genres, in its order';
