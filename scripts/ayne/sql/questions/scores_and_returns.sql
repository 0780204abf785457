-- question: Do critics' or audiences' scores go with return?
-- place: 6
-- sentence: >
--   {score_name} goes with return most: its rank correlation with gross per budget is {rank_correlation:signed}
--   over {movies:number} movies. The best third by it grossed a median of {median_multiple_best_third:times} the budget,
--   the worst third {median_multiple_worst_third:times}.
-- chart: {kind: bars, x: score_name, y: rank_correlation, unit: "rank correlation with return, −1 to 1", format: number2, rows: 14, reference: 0}
-- sources: [tmdb, omdb]
-- note: Movies with a budget of $1M or more that have every score here, so that all are judged by the same. Scores are those of the day of the fetch, years after the release for most; they go with return, they need not cause it.
WITH scored AS (
    UNPIVOT (
        SELECT
            movie_id,
            worldwide_gross_usd / production_budget_usd AS multiple,
            metascore::DOUBLE AS "Metascore (critics)",
            rotten_tomatoes_pct::DOUBLE AS "Tomatometer (critics)",
            imdb_rating::DOUBLE AS "IMDb rating (audience)",
            -- TMDB writes a mean of 0 where nobody has voted
            CASE WHEN tmdb_votes >= 10 THEN tmdb_rating END AS "TMDB rating (audience)"
        FROM movie_facts
        WHERE production_budget_usd >= 1_000_000 AND worldwide_gross_usd IS NOT NULL
    )
    ON "Metascore (critics)", "Tomatometer (critics)", "IMDb rating (audience)", "TMDB rating (audience)"
    INTO NAME score_name VALUE score
),
-- a score that hardly any movie has is no score of this catalogue
usual AS (
    SELECT score_name FROM scored GROUP BY score_name HAVING count(*) >= 30 AND count(DISTINCT score) > 1
),
complete AS (
    SELECT movie_id FROM scored JOIN usual USING (score_name)
    GROUP BY movie_id HAVING count(*) = (SELECT count(*) FROM usual)
),
ranked AS (
    SELECT
        *,
        -- movies of the same score share their mean rank
        rank() OVER by_score + (count(*) OVER (PARTITION BY score_name, score) - 1) / 2 AS score_rank,
        rank() OVER by_multiple + (count(*) OVER (PARTITION BY score_name, multiple) - 1) / 2 AS multiple_rank,
        percent_rank() OVER by_score AS place
    FROM scored
    JOIN usual USING (score_name)
    JOIN complete USING (movie_id)
    WINDOW
        by_score AS (PARTITION BY score_name ORDER BY score),
        by_multiple AS (PARTITION BY score_name ORDER BY multiple)
)
SELECT
    score_name,
    count(*) AS movies,
    corr(score_rank, multiple_rank) AS rank_correlation,
    median(multiple) FILTER (WHERE place >= 2 / 3) AS median_multiple_best_third,
    median(multiple) FILTER (WHERE place < 1 / 3) AS median_multiple_worst_third
FROM ranked
GROUP BY score_name
HAVING count(*) >= 30 AND count(DISTINCT score) > 1
ORDER BY rank_correlation DESC, score_name
