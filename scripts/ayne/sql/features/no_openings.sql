-- No row: a database without box office charts has no openings.
SELECT NULL::BIGINT AS movie_id, NULL::VARCHAR AS release_id, NULL::DATE AS release_date,
    NULL::BIGINT AS opening_weekend_usd, NULL::INTEGER AS opening_theaters
WHERE FALSE
