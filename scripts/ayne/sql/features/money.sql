-- One row per dated movie: its budget, cleaned and as received. Reads `facts` and `genre_budget`.
SELECT
    facts.tmdb_id,
    facts.release_date,
    facts.ln_budget::DOUBLE AS log_budget_real,
    facts.ln_budget IS NULL AS is_budget_missing,
    -- TMDB writes 0 for an unknown budget
    CASE WHEN catalogue_movies.budget > 0 THEN round(ln(catalogue_movies.budget * facts.deflator), 6) END AS log_budget_received_real,
    (facts.ln_budget - genre_budget.ln_median)::DOUBLE AS log_budget_to_genre_median
FROM facts LEFT JOIN catalogue_movies USING (movie_id)
LEFT JOIN genre_budget USING (movie_id)
