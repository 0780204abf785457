-- question: How much of the gross is domestic, and how many openings does it make?
-- place: 8
-- sentence: >
--   Of the movies of {release_year} the median one earned {domestic_share:percent} of its gross in the US and Canada
--   ({movies:number} movies), against {first_domestic_share:percent} in {first_year} ({first_movies:number} movies);
--   {opening_words}.
-- chart: {kind: lines, x: release_year, y: domestic_share, low: lower_quartile, high: upper_quartile, unit: share of worldwide gross, format: percent, x_name: year of release, y_name: "median, and the middle half", rows: 200}
-- sources: [tmdb, omdb, wikidata]
-- note: Whole years with 20 movies or more, and a third of the fullest year's, of which both grosses are known; of other years mostly the hits have both. A movie whose two grosses are the same within 1 % is left out, as its worldwide gross is mostly a domestic one; so is one whose domestic gross is the higher.
WITH known AS (
    SELECT
        release_year,
        domestic_gross_usd / worldwide_gross_usd AS domestic_share,
        domestic_gross_usd / opening_weekend_usd AS opening_multiple
    FROM movie_facts
    -- of an older movie the worldwide gross is often the domestic one: more than half of those of the 1980s
    WHERE domestic_gross_usd < 0.99 * worldwide_gross_usd
        AND worldwide_gross_usd >= 1_000_000
        AND release_year < year(getvariable('snapshot'))
),
by_year AS (
    SELECT
        release_year,
        count(*) AS movies,
        median(domestic_share) AS domestic_share,
        quantile_cont(domestic_share, 0.25) AS lower_quartile,
        quantile_cont(domestic_share, 0.75) AS upper_quartile,
        count(opening_multiple) AS movies_with_opening,
        median(opening_multiple) AS opening_multiple
    FROM known
    GROUP BY release_year
    HAVING count(*) >= 20
    -- where hardly any movie has both, these are the hits, of which less is domestic
    QUALIFY count(*) >= max(count(*)) OVER () / 3
)
SELECT
    *,
    first_value(release_year) OVER earliest AS first_year,
    first_value(domestic_share) OVER earliest AS first_domestic_share,
    first_value(movies) OVER earliest AS first_movies,
    CASE
        WHEN opening_multiple IS NULL THEN 'opening weekends are unknown until imports.daily_box_office brings them'
        ELSE printf('it made %.1f times its opening weekend', opening_multiple)
    END AS opening_words
FROM by_year
WINDOW earliest AS (ORDER BY release_year ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
ORDER BY release_year DESC
