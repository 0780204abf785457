-- One row per link (movie, role, entity): what was known of the entity at the movie's cut-off.
-- Reads `facts` and `links`. An entity's movies stand in the order of their release. Of those before it, a movie sees
-- the ones released before its cut-off (`released`), and the amounts of the ones whose gross was known by then (`known`).
-- Both are runs of days from the first on, so that one sort finds them and the work grows with the number of links.
WITH careers AS (
    SELECT links.*, facts.cut_off, facts.release_date,
        facts.release_date - DATE '1970-01-01' AS day,
        -- A release counts from the next day on
        facts.release_date + 1 - facts.cut_off AS days_to_released,
        facts.known_from - facts.cut_off AS days_to_known,
        facts.ln_gross, facts.ln_gross - facts.ln_budget AS ln_multiple, facts.is_hit, facts.ln_budget, facts.ln_domestic
    FROM links JOIN facts USING (movie_id)
)
SELECT
    movie_id, role, entity, weight, cut_off,
    count(*) OVER released AS n_released, max(release_date) OVER released AS last_released,
    count(ln_gross) OVER known AS n_gross, sum(ln_gross) OVER known AS sum_gross, max(ln_gross) OVER known AS max_gross,
    -- The latest day's, of several the highest
    (max({day: day, ln_gross: ln_gross}) FILTER (ln_gross IS NOT NULL) OVER known).ln_gross AS latest_gross,
    count(ln_multiple) OVER known AS n_multiple, sum(ln_multiple) OVER known AS sum_multiple,
    count_if(is_hit) OVER known AS n_hit,
    count(ln_budget) OVER known AS n_budget, sum(ln_budget) OVER known AS sum_budget,
    count(ln_domestic) OVER known AS n_domestic, sum(ln_domestic) OVER known AS sum_domestic
FROM careers
WINDOW
    released AS (PARTITION BY role, entity ORDER BY day RANGE BETWEEN UNBOUNDED PRECEDING AND days_to_released PRECEDING),
    known AS (PARTITION BY role, entity ORDER BY day RANGE BETWEEN UNBOUNDED PRECEDING AND days_to_known PRECEDING)
