-- Share of the IMDb ids that two or more TMDB movies carry.
SELECT avg((movies > 1)::INTEGER)
FROM (SELECT count(*) AS movies FROM movies WHERE imdb_id IS NOT NULL GROUP BY imdb_id)
