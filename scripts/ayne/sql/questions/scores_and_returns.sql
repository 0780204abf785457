-- question: Do critics' or audiences' scores go with return?
-- place: 6
-- sentence: >
--   {verdict}: its rank correlation with gross per budget is {rank_correlation:signed} over {movies:number}
--   movies{others_words}. The best third by it grossed a median of {median_multiple_best_third:times} the budget, the
--   worst third {median_multiple_worst_third:times}.
-- chart: {kind: bars, x: score_name, y: rank_correlation, unit: "rank correlation with return, −1 to 1", format: number3, rows: 14, reference: 0}
-- sources: [tmdb, omdb, wikidata]
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
),
scores AS (
    SELECT
        score_name,
        count(*) AS movies,
        corr(score_rank, multiple_rank) AS rank_correlation,
        median(multiple) FILTER (WHERE place >= 2 / 3) AS median_multiple_best_third,
        median(multiple) FILTER (WHERE place < 1 / 3) AS median_multiple_worst_third
    FROM ranked
    GROUP BY score_name
    HAVING count(*) >= 30 AND count(DISTINCT score) > 1
),
best AS (
    SELECT score_name, rank_correlation FROM scores ORDER BY rank_correlation DESC, score_name LIMIT 1
),
-- two correlations with the same returns, of scores that go together: Meng, Rosenthal and Rubin (1992), their z
compared AS (
    SELECT
        s.score_name,
        s.movies,
        s.rank_correlation AS lower_correlation,
        b.rank_correlation AS upper_correlation,
        (SELECT corr(x.score_rank, y.score_rank)
            FROM ranked AS x JOIN ranked AS y USING (movie_id)
            WHERE x.score_name = s.score_name AND y.score_name = b.score_name) AS between,
        (pow(s.rank_correlation, 2) + pow(b.rank_correlation, 2)) / 2 AS mean_square
    FROM scores AS s
    CROSS JOIN best AS b
    WHERE s.score_name <> b.score_name
),
judged AS (
    SELECT
        *,
        (atanh(upper_correlation) - atanh(lower_correlation)) * sqrt((movies - 3) / (2 * (1 - between)
            * (1 - least(1, (1 - between) / (2 * (1 - mean_square))) * mean_square) / (1 - mean_square))) AS z
    FROM compared
    WHERE between < 1 AND abs(upper_correlation) < 1 AND abs(lower_correlation) < 1
),
luck AS (
    SELECT
        count(*) AS compared_scores,
        count(*) FILTER (WHERE z < 1.96) AS within_luck
    FROM judged
)
SELECT
    scores.*,
    within_luck,
    CASE
        WHEN within_luck = 0 THEN score_name || ' goes with return most'
        ELSE printf('No score surely goes with return most; %s is first', score_name)
    END AS verdict,
    CASE
        WHEN within_luck = 0 THEN ''
        ELSE printf(', which %d of %d others miss by no more than luck', within_luck, compared_scores)
    END AS others_words
FROM scores
CROSS JOIN luck
ORDER BY rank_correlation DESC, score_name
