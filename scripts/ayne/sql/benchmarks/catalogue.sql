-- A made-up database of $movies movies with the tables that the feature families read: as many genres, companies,
-- credits and keywords a movie as recorded ones have, and careers of the usual length at every size. Its amounts are
-- noise; the same numbers come out each time, as every draw is a hash.
CREATE MACRO draw(i, salt) AS (hash(i, salt) % 1000003) / 1000003;
CREATE TABLE movies AS
SELECT
    i AS movie_id, i AS tmdb_id, 'The Movie: Part ' || i AS title, title AS original_title,
    DATE '1960-01-01' + floor(sqrt(draw(i, 1)) * 24000)::INTEGER AS release_date,
    if(draw(i, 2) < 0.6, 'en', 'fr') AS original_language,
    if(draw(i, 3) < 0.93, (70 + draw(i, 4) * 80)::INTEGER, NULL) AS runtime_min,
    ['G', 'PG', 'PG-13', 'R', NULL][1 + floor(draw(i, 5) * 5)::INTEGER] AS us_certification,
    if(draw(i, 6) < 0.2, floor(draw(i, 7) * $movies / 12)::BIGINT, NULL) AS collection_id,
    if(draw(i, 8) < 0.5, exp(12 + 6 * draw(i, 9))::BIGINT, NULL) AS budget_usd,
    if(draw(i, 10) < 0.5, exp(10 + 10 * draw(i, 11))::BIGINT, NULL) AS worldwide_gross_usd,
    if(draw(i, 12) < 0.3, exp(9 + 10 * draw(i, 13))::BIGINT, NULL) AS domestic_gross_usd,
    repeat('A word or two. ', 1 + floor(draw(i, 14) * 20)::INTEGER) AS overview,
    if(draw(i, 15) < 0.4, 'Wait for it.', NULL) AS tagline,
    if(draw(i, 16) < 0.2, exp(9 + 9 * draw(i, 17))::BIGINT, NULL) AS opening_weekend_usd,
    if(draw(i, 16) < 0.2, (draw(i, 18) * 4000)::INTEGER, NULL) AS opening_theaters
FROM range($movies) AS numbers(i);
CREATE TABLE box_office_releases AS
SELECT movie_id, release_date, opening_weekend_usd, (opening_weekend_usd * 0.4)::BIGINT AS opening_friday_usd,
    opening_weekend_usd AS gross_to_first_sunday_usd, (opening_weekend_usd * 0.5)::BIGINT AS second_weekend_usd,
    opening_theaters AS second_weekend_theaters, (opening_weekend_usd * 1.7)::BIGINT AS gross_to_second_sunday_usd
FROM movies
WHERE opening_weekend_usd IS NOT NULL;
CREATE TABLE catalogue_movies AS
SELECT movie_id, coalesce(budget_usd, 0) AS budget, coalesce(worldwide_gross_usd, 0) AS revenue,
    draw(movie_id, 20) * 50 AS popularity, (draw(movie_id, 21) * 9000)::BIGINT AS vote_count,
    draw(movie_id, 22) * 10 AS vote_average
FROM movies;
CREATE TABLE omdb_movies AS
SELECT movie_id, '7 wins & 9 nominations total' AS awards, (draw(movie_id, 23) * 99999)::BIGINT AS imdb_votes,
    draw(movie_id, 24) * 10 AS imdb_rating, 50 AS metascore, 60 AS rotten_tomatoes_pct,
    release_date + floor(draw(movie_id, 26) * 90)::INTEGER AS released
FROM movies WHERE draw(movie_id, 25) < 0.7;
CREATE TABLE movie_genres AS
SELECT movie_id, [28, 12, 16, 35, 80, 99, 18, 10751, 14, 36, 27, 53][1 + (hash(movie_id, p, 30) % 12)::INTEGER] AS genre_id,
    min(p) AS position
FROM movies, range(3) AS places(p) GROUP BY movie_id, genre_id;
CREATE TABLE companies AS
SELECT c AS company_id, if(c < 30, 'Paramount ', 'Company ') || c AS name FROM range($movies // 3) AS numbers(c);
CREATE TABLE movie_companies AS
SELECT movie_id, floor(draw(movie_id + p, 31) ^ 3 * ($movies / 3))::BIGINT AS company_id, min(p) AS position
FROM movies, range(3) AS places(p) GROUP BY movie_id, company_id;
CREATE TABLE movie_countries AS
SELECT movie_id, ['US', 'FR', 'GB'][1 + p + (hash(movie_id, 32) % 2)::INTEGER] AS country_code, min(p) AS position
FROM movies, range(2) AS places(p) GROUP BY movie_id, country_code;
CREATE TABLE movie_languages AS SELECT movie_id, original_language AS language_code, 0 AS position FROM movies;
CREATE TABLE keywords AS SELECT k AS keyword_id, if(k % 50 = 0, 'based on novel', 'word ' || k) AS name FROM range(9000) AS numbers(k);
CREATE TABLE movie_keywords AS
SELECT DISTINCT movie_id, (hash(movie_id, p, 33) % 9000)::BIGINT AS keyword_id FROM movies, range(4) AS places(p);
CREATE TABLE credits AS
SELECT movie_id, 'tmdb:' || (hash(movie_id, p, 34) % $movies) AS person_id,
    if(p = 0, 'Directing', if(p < 3, 'Writing', 'Acting')) AS department,
    if(p = 0, 'Director', if(p < 3, 'Screenplay', 'Actor')) AS job, if(p < 3, NULL, p - 3) AS billing
FROM movies, range(13) AS places(p);
