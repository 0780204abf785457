CREATE VIEW shared_imdb_ids AS
SELECT imdb_id, list(movie_id ORDER BY movie_id) AS movie_ids
FROM movies
WHERE imdb_id IS NOT NULL
GROUP BY imdb_id
HAVING count(*) > 1;
COMMENT ON VIEW shared_imdb_ids IS 'One row an IMDb id that two or more TMDB movies carry: entries of one movie that TMDB has not merged yet.';
COMMENT ON COLUMN shared_imdb_ids.imdb_id IS 'IMDb title id';
COMMENT ON COLUMN shared_imdb_ids.movie_ids IS 'The movies that carry it; each has OMDb''s row';
