-- Share of TMDB's movies fetched more than six months before the newest: its terms forbid to keep them longer.
SELECT avg((as_of < (SELECT max(as_of) FROM tmdb_movies) - INTERVAL 6 MONTH)::INTEGER)
FROM tmdb_movies
