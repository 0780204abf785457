-- question: What does the calendar look like, and which weeks are crowded?
-- place: 9
-- sentence: >
--   The biggest week begins on {week_from:day}: {movies_words}, forecast to gross {forecast_usd:usd} in all,
--   {biggest_movie} {biggest_forecast_usd:usd} of it. {most_words}.
-- none: No movie of the catalogue is released after the snapshot.
-- chart: {kind: bars, x: label, y: forecast_usd, also: biggest_forecast_usd, unit: forecast gross, format: usd, rows: 14, y_name: all movies of the week, also_name: the biggest}
-- reads: [upcoming]
-- sources: [tmdb, wikidata]
-- note: Movies not yet released at the snapshot by the week, Friday to Thursday, of their first release; the weeks with the highest sum of forecasts. Dates move, and movies not yet announced are missing, so that a far week looks emptier than it will be.
WITH released AS (
    SELECT
        tmdb_id::BIGINT AS movie_id,
        title,
        predicted_usd::DOUBLE AS predicted_usd,
        -- ISO weekday 5 is Friday
        release_date::DATE - ((isodow(release_date::DATE) + 2) % 7)::INTEGER AS week_from
    FROM upcoming
    -- not those in cinemas
    WHERE horizon NOT IN ('opening_weekend', 'second_weekend')
),
by_week AS (
    SELECT
        week_from,
        count(*) AS movies,
        round(sum(predicted_usd))::BIGINT AS forecast_usd,
        arg_max(title, predicted_usd) AS biggest_movie,
        round(max(predicted_usd))::BIGINT AS biggest_forecast_usd,
        string_agg(title, '; ' ORDER BY predicted_usd DESC, movie_id) AS titles
    FROM released
    GROUP BY week_from
)
SELECT
    printf('%s (%d)', strftime(week_from, '%-d %b %Y'), movies) AS label,
    week_from,
    movies,
    forecast_usd,
    biggest_movie,
    biggest_forecast_usd,
    titles,
    CASE WHEN movies = 1 THEN 'one movie opens' ELSE printf('%d movies open', movies) END AS movies_words,
    CASE
        WHEN movies = max(movies) OVER () THEN 'No week has more movies'
        ELSE printf(
            'Most movies open in the week from %s, %d of them',
            strftime(first_value(week_from) OVER (ORDER BY movies DESC, week_from), '%-d %B %Y'),
            max(movies) OVER ()
        )
    END AS most_words
FROM by_week
ORDER BY forecast_usd DESC, week_from
