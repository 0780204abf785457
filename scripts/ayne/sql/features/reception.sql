-- One row per dated movie: how it was received, up to the day of the fetch. OMDb writes its awards as a sentence:
-- `Won 4 Oscars. 157 wins & 220 nominations total`, `Won 1 BAFTA Award5 wins & 34 nominations total`, `1 win`.
SELECT
    movies.movie_id AS tmdb_id,
    movies.release_date,
    catalogue_movies.popularity,
    catalogue_movies.vote_count::INTEGER AS vote_count,
    -- TMDB writes 0 where nobody has voted
    CASE WHEN catalogue_movies.vote_count > 0 THEN catalogue_movies.vote_average END AS vote_average,
    omdb_movies.imdb_votes::INTEGER AS imdb_votes,
    omdb_movies.imdb_rating,
    omdb_movies.metascore,
    omdb_movies.rotten_tomatoes_pct,
    try_cast(regexp_extract(omdb_movies.awards, '(\d+) wins?\b', 1) AS INTEGER) AS award_win_count,
    try_cast(regexp_extract(omdb_movies.awards, '(\d+) nominations?\b', 1) AS INTEGER) AS award_nomination_count,
    try_cast(regexp_extract(omdb_movies.awards, '^Won (\d+) Oscars?\b', 1) AS INTEGER) AS oscar_win_count
FROM movies
LEFT JOIN catalogue_movies USING (movie_id)
LEFT JOIN omdb_movies USING (movie_id)
WHERE movies.release_date IS NOT NULL
