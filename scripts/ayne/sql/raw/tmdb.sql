-- TMDB `/movie/{id}` answers -> one row a movie; the fields keep TMDB's names and values.
-- Reads the table `records`; leaves `received` (JSON values, and why a record is no movie), `readable` (the same
-- columns as values) and `typed` (those and the lists).

CREATE OR REPLACE TEMP TABLE received AS
SELECT
    record_number,
    record_id,
    fetched_at,
    as_of,
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
    coalesce(body_text, body.id::VARCHAR) AS verdict_value,
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
    given(body.runtime, unknown := '0') AS runtime,
    given(body.popularity) AS popularity,
    given(body.vote_average) AS vote_average,
    given(body.vote_count) AS vote_count,
    given(body.overview) AS overview,
    given(body.tagline) AS tagline,
    given(body.homepage) AS homepage,
    given(body.poster_path) AS poster_path,
    given(body.backdrop_path) AS backdrop_path
FROM records;

CREATE OR REPLACE TEMP TABLE readable AS
SELECT
    record_number,
    record_id,
    record_id::BIGINT AS movie_id,
    imdb_title_id(string_text(imdb_id)) AS imdb_id,
    string_text(title) AS title,
    string_text(original_title) AS original_title,
    iso_date(scalar_text(release_date)) AS release_date,
    string_text(status) AS status,
    true_or_false(scalar_text(adult)) AS adult,
    true_or_false(scalar_text(video)) AS video,
    string_text(original_language) AS original_language,
    whole_number(scalar_text(budget)) AS budget,
    whole_number(scalar_text(revenue)) AS revenue,
    whole_number(scalar_text(runtime)) AS runtime,
    real_number(scalar_text(popularity)) AS popularity,
    real_number(scalar_text(vote_average)) AS vote_average,
    whole_number(scalar_text(vote_count)) AS vote_count,
    string_text(overview) AS overview,
    string_text(tagline) AS tagline,
    string_text(homepage) AS homepage,
    string_text(poster_path) AS poster_path,
    string_text(backdrop_path) AS backdrop_path,
    fetched_at::TIMESTAMP AS fetched_at,
    as_of::DATE AS as_of
FROM received
WHERE verdict IS NULL;

CREATE OR REPLACE TEMP VIEW typed AS
SELECT
    readable.*,
    records.body.belongs_to_collection AS collection,
    records.body.genres AS genres,
    records.body.production_companies AS companies,
    records.body.production_countries AS countries,
    records.body.spoken_languages AS languages,
    records.body.keywords.keywords AS keywords,
    records.body.credits."cast" AS "cast",
    records.body.credits.crew AS crew,
    list_transform(
        records.body.release_dates.results,
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
    ) AS release_dates
FROM records
JOIN readable USING (record_number);
