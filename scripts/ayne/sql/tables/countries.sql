SELECT upper(nullif(country.iso_3166_1, '')) AS country_code, arg_max(nullif(country.name, ''), (as_of, movie_id, country.name)) AS name
FROM (SELECT movie_id, as_of, unnest(countries) AS country FROM catalogue)
WHERE country.iso_3166_1 <> ''
GROUP BY country_code
