-- Two TMDB movies can carry one IMDb id: each gets OMDb's row.
SELECT catalogue_movies.movie_id, omdb.* EXCLUDE (record_id, directors, writers, cast_names)
FROM omdb
JOIN catalogue_movies USING (imdb_id)
