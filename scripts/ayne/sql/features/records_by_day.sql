-- The rows of `records`, for entities with many movies a day, as genres: their days are added up first, so that the
-- work grows with the number of movies. Reads `facts` and `links`.
WITH days AS (
    SELECT
        role, entity, release_date, any_value(cut_off) AS cut_off, any_value(known_from) AS known_from,
        list({movie_id: movie_id, weight: weight}) AS movies, count(*) AS n_movies,
        count(ln_gross) AS n_gross, sum(ln_gross) AS sum_gross, max(ln_gross) AS max_gross,
        count(ln_gross - ln_budget) AS n_multiple, sum(ln_gross - ln_budget) AS sum_multiple, count_if(is_hit) AS n_hit,
        count(ln_budget) AS n_budget, sum(ln_budget) AS sum_budget,
        count(ln_domestic) AS n_domestic, sum(ln_domestic) AS sum_domestic
    FROM links JOIN facts USING (movie_id)
    GROUP BY role, entity, release_date
),
-- At the end of each day
past AS (
    SELECT
        role, entity, release_date, known_from,
        sum(n_movies) OVER until AS n_released,
        sum(n_gross) OVER until AS n_gross, sum(sum_gross) OVER until AS sum_gross, max(max_gross) OVER until AS max_gross,
        last_value(max_gross IGNORE NULLS) OVER until AS latest_gross,
        sum(n_multiple) OVER until AS n_multiple, sum(sum_multiple) OVER until AS sum_multiple,
        sum(n_hit) OVER until AS n_hit,
        sum(n_budget) OVER until AS n_budget, sum(sum_budget) OVER until AS sum_budget,
        sum(n_domestic) OVER until AS n_domestic, sum(sum_domestic) OVER until AS sum_domestic
    FROM days
    WINDOW until AS (PARTITION BY role, entity ORDER BY release_date)
),
seen AS (
    SELECT
        days.role, days.entity, days.cut_off, unnest(days.movies) AS movie,
        released.n_released, released.release_date AS last_released,
        known.* EXCLUDE (role, entity, release_date, known_from, n_released)
    FROM days
    -- A release counts from the next day on
    ASOF LEFT JOIN past AS released
        ON released.role = days.role AND released.entity = days.entity AND released.release_date < days.cut_off
    ASOF LEFT JOIN past AS known
        ON known.role = days.role AND known.entity = days.entity AND known.known_from <= days.cut_off
)
SELECT movie.movie_id, movie.weight, * EXCLUDE (movie) FROM seen
