-- One row per link (movie, role, entity): the movie's day and its amounts, in millionths of a natural log, which are
-- whole numbers. Reads `facts` and `links`. What `records` sums up a movie at a time, `ayne.features.as_of` does for one.
SELECT
    role, entity,
    (release_date - DATE '1970-01-01')::INTEGER AS day,
    (ln_gross * 1000000)::BIGINT AS gross,
    ((ln_gross - ln_budget) * 1000000)::BIGINT AS multiple,
    (ln_budget * 1000000)::BIGINT AS budget,
    (ln_domestic * 1000000)::BIGINT AS domestic
FROM links JOIN facts USING (movie_id)
