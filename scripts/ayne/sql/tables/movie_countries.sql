SELECT movie_id, upper(nullif(country.iso_3166_1, '')) AS country_code, min(position) AS position
FROM (SELECT movie_id, unnest(countries) AS country, generate_subscripts(countries, 1) AS position FROM catalogue)
GROUP BY movie_id, country_code
