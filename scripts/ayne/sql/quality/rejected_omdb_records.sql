-- Share of OMDb's records of which nothing could be used, apart from titles that OMDb or the archive does not have.
SELECT count(DISTINCT record_id) / greatest(1, count(DISTINCT record_id) + (SELECT count(*) FROM omdb_movies))
FROM rejected
WHERE source = 'omdb' AND field = '' AND reason NOT LIKE 'OMDb: %' AND reason <> 'not in the archive'
