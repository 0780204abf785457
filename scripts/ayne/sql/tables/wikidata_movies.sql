-- In a catalogue of Wikidata's every movie; beside TMDB those that carry a movie's IMDb id, of two items the one with
-- more articles, for each of the movies that carry it.
WITH item AS (
    SELECT
        wikidata_id, movie_id AS item_number, tmdb_id, imdb_id, title, original_title, release_date, original_language,
        runtime AS runtime_min, collection.id AS collection_id, budget_usd, budget_usd_basis, worldwide_gross_usd,
        worldwide_gross_usd_basis, domestic_gross_usd, n_grosses, sitelinks, fetched_at, as_of
    FROM wikidata
),
movie AS (
    SELECT item_number AS movie_id, item.* FROM item WHERE getvariable('catalogue') = 'wikidata'
    UNION ALL
    SELECT tmdb_movies.movie_id, item.*
    FROM item JOIN tmdb_movies USING (imdb_id)
    WHERE getvariable('catalogue') <> 'wikidata'
)
SELECT * EXCLUDE (item_number)
FROM movie
QUALIFY row_number() OVER (PARTITION BY movie_id ORDER BY sitelinks DESC NULLS LAST, item_number) = 1
