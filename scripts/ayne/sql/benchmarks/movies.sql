-- $movies made-up movies of about 145 bytes a line of CSV, the same whatever the machine.
CREATE TABLE movies AS
SELECT
    i AS movie_id,
    'tt' || lpad((i * 7 + 100000)::VARCHAR, 8, '0') AS imdb_id,
    ['The', 'A', 'Last', 'Before', 'Silent', 'Golden'][(1 + hash(i, 1) % 6)::INTEGER] || ' '
    || ['Harbour', 'Winter', 'Orchard', 'Signal', 'Lantern', 'Meridian', 'Tide'][(1 + hash(i, 2) % 7)::INTEGER] || ' ' || i AS title,
    DATE '1970-01-01' + (hash(i, 3) % 20000)::INTEGER AS release_date,
    (1970 + (hash(i, 3) % 20000) // 365.25)::INTEGER AS release_year,
    ['Drama', 'Comedy', 'Thriller', 'Action', 'Horror', 'Romance', 'Animation', 'Documentary'][(1 + hash(i, 4) % 8)::INTEGER] AS genre,
    'Director ' || hash(i, 5) % 20000 AS director,
    'Studio ' || hash(i, 6) % 900 || ' Pictures, Ltd.' AS studio,
    ['en', 'fr', 'ja', 'es', 'hi'][(1 + hash(i, 7) % 5)::INTEGER] AS original_language,
    (60 + hash(i, 8) % 120)::INTEGER AS runtime_min,
    (100000 + hash(i, 9) % 200000000)::BIGINT AS budget_usd,
    (100000 + hash(i, 10) % 900000000)::BIGINT AS worldwide_gross_usd,
    (10 + hash(i, 11) % 90) / 10 AS rating,
    (hash(i, 12) % 2000000)::BIGINT AS votes
FROM range($movies) AS t(i);
