-- Two TMDB movies can carry one IMDb id: each gets OMDb's row.
SELECT tmdb_movies.movie_id, omdb.* EXCLUDE (record_id, directors, writers, cast_names)
FROM omdb
JOIN tmdb_movies USING (imdb_id)
