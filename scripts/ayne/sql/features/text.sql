-- One row per dated movie: the form of its English title.
WITH words AS (
    SELECT *, regexp_extract_all(title, '[\p{L}\p{N}]+') AS words
    FROM movies
    WHERE release_date IS NOT NULL
)
SELECT
    movie_id AS tmdb_id,
    release_date,
    len(words)::INTEGER AS title_word_count,
    (length(array_to_string(words, '')) / nullif(len(words), 0))::DOUBLE AS title_mean_word_length,
    starts_with(title, 'The ') AS is_title_with_article,
    regexp_matches(title, '\d') AS is_title_with_digit,
    -- Part numbers: `Rocky IV`, `Alien 3`, `Chapter Two`, `Volume 2: …`; not years, nor a lone I.
    regexp_matches(title, '(\s(II|III|IV|V|VI|VII|VIII|IX|X|[2-9])(:|\s-|\s*$))|\b(Part|Chapter|Volume|Vol\.|Episode)\s')
        AS is_title_with_part_number,
    regexp_matches(title, ':|\s-\s') AS is_title_with_subtitle,
    title <> original_title AS is_title_translated
FROM words
