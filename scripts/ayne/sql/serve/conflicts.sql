-- What the sources say differently of a movie's amounts. Parameter: its id.
SELECT * EXCLUDE (movie_id) FROM source_conflicts WHERE movie_id = ? ORDER BY ALL
