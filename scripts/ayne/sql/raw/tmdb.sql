-- TMDB `/movie/{id}` answers -> one row per movie; the fields keep TMDB's names and values.
-- Two queries: `received` reads `records`, `typed` reads `received`; `given` are the values that `typed` is made of.

-- The list of today's key, or that of an older body's where there is nothing in it: the archive's API adds today's keys
CREATE OR REPLACE TEMP MACRO newer_or_older(newer, older) AS
    CASE WHEN len(newer) > 0 OR older IS NULL THEN newer ELSE older END;

-- received: the JSON text of values, and why a record is no movie
SELECT
    record_number,
    record_id,
    fetched_at,
    as_of,
    is_suspect,
    body,
    CASE
        WHEN body_text IS NOT NULL THEN 'the answer is not JSON'
        WHEN status <> 200 OR scalar_text(body.success) = 'false'
            THEN concat('TMDB answered ', status, ': ', scalar_text(body.status_message))
        WHEN body IS NULL THEN 'the record has no readable body'
        WHEN whole_number(record_id) IS NULL THEN 'the record has no TMDB id'
        WHEN scalar_text(body.id) IS DISTINCT FROM record_id THEN 'the answer is about another movie'
        WHEN try_cast(fetched_at AS TIMESTAMP) IS NULL OR try_cast(as_of AS DATE) IS NULL
            THEN 'the record does not say when it was fetched'
    END AS verdict,
    coalesce(body_text, body.id) AS verdict_value,
    -- TMDB writes "" for an unknown text or date, and 0 for an unknown runtime
    given(body.imdb_id) AS imdb_id,
    given(body.title) AS title,
    given(body.original_title) AS original_title,
    given(body.release_date) AS release_date,
    given(body.status) AS status,
    given(body.adult) AS adult,
    given(body.video) AS video,
    given(body.original_language) AS original_language,
    given(body.budget) AS budget,
    given(body.revenue) AS revenue,
    given(body.runtime, unknown := '[" ]*0?[" ]*') AS runtime,
    given(body.popularity) AS popularity,
    given(body.vote_average) AS vote_average,
    given(body.vote_count) AS vote_count,
    given(body.overview) AS overview,
    given(body.tagline) AS tagline,
    given(body.homepage) AS homepage,
    given(body.poster_path) AS poster_path,
    given(body.backdrop_path) AS backdrop_path
FROM records;

-- typed
WITH texts AS (
    SELECT
        received AS given,
        * REPLACE (
            string_text(imdb_id) AS imdb_id,
            string_text(title) AS title,
            string_text(original_title) AS original_title,
            unquoted(release_date) AS release_date,
            string_text(status) AS status,
            unquoted(adult) AS adult,
            unquoted(video) AS video,
            string_text(original_language) AS original_language,
            unquoted(budget) AS budget,
            unquoted(revenue) AS revenue,
            unquoted(runtime) AS runtime,
            unquoted(popularity) AS popularity,
            unquoted(vote_average) AS vote_average,
            unquoted(vote_count) AS vote_count,
            string_text(overview) AS overview,
            string_text(tagline) AS tagline,
            string_text(homepage) AS homepage,
            string_text(poster_path) AS poster_path,
            string_text(backdrop_path) AS backdrop_path
        )
    FROM received
)

SELECT
    given,
    record_number,
    is_suspect,
    verdict,
    verdict_value,
    record_id,
    TRY_CAST(record_id AS BIGINT) AS movie_id,
    imdb_title_id(imdb_id) AS imdb_id,
    title,
    original_title,
    iso_date(release_date) AS release_date,
    status,
    true_or_false(adult) AS adult,
    true_or_false(video) AS video,
    original_language,
    whole_number(budget) AS budget,
    whole_number(revenue) AS revenue,
    whole_number(runtime) AS runtime,
    real_number(popularity) AS popularity,
    real_number(vote_average) AS vote_average,
    whole_number(vote_count) AS vote_count,
    overview,
    tagline,
    homepage,
    poster_path,
    backdrop_path,
    TRY_CAST(fetched_at AS TIMESTAMP) AS fetched_at,
    TRY_CAST(as_of AS DATE) AS as_of,
    body.belongs_to_collection AS collection,
    body.genres AS genres,
    body.production_companies AS companies,
    body.production_countries AS countries,
    body.spoken_languages AS languages,
    newer_or_older(body.keywords.keywords, body.keywords.results) AS keywords,
    newer_or_older(body.credits."cast", body.casts."cast") AS "cast",
    newer_or_older(body.credits.crew, body.casts.crew) AS crew,
    newer_or_older(
        list_transform(
            body.release_dates.results,
            lambda country: {
                'iso_3166_1': country.iso_3166_1,
                'release_dates': list_transform(
                    country.release_dates,
                    lambda release: {
                        'certification': string_text(release.certification),
                        'note': release.note,
                        'release_date': release.release_date,
                        'type': release.type
                    }
                )
            }
        ),
        list_transform(
            body.releases.countries,
            lambda country: {
                'iso_3166_1': country.iso_3166_1,
                'release_dates': [
                    {
                        'certification': string_text(country.certification),
                        'note': NULL::VARCHAR,
                        'release_date': country.release_date,
                        'type': NULL::INTEGER
                    }
                ]
            }
        )
    ) AS release_dates
FROM texts;
