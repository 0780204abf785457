-- Share of TMDB's records of which nothing could be used, apart from movies that TMDB has deleted.
SELECT count(DISTINCT record_id) / greatest(1, count(DISTINCT record_id) + (SELECT count(*) FROM tmdb_movies))
FROM rejected
WHERE source = 'tmdb' AND field = '' AND reason NOT LIKE 'TMDB answered 404%'
