-- One row per movie and major studio among its companies, by the brands in TMDB's names of companies.
-- Brands, not owners: who owned whom changes over the years (Fox is Disney's since 2019, Miramax was until 2010).
WITH brands AS (
    SELECT company_id, CASE
        WHEN regexp_matches(lower(name), '^(walt disney|disney|touchstone|hollywood pictures|buena vista|pixar|marvel studios|lucasfilm)') THEN 'disney'
        WHEN regexp_matches(lower(name), '^(warner bros|warner independent|warner animation|new line cinema|castle rock)') THEN 'warner'
        WHEN regexp_matches(lower(name), '^(universal (pictures|studios|animation)|focus features|illumination)') THEN 'universal'
        WHEN regexp_matches(lower(name), '^(paramount|nickelodeon movies)') THEN 'paramount'
        WHEN regexp_matches(lower(name), '^(columbia pictures|columbia tristar|sony pictures|tristar|screen gems)') THEN 'sony'
        WHEN regexp_matches(lower(name), '^(20th century|twentieth century|fox (searchlight|2000|atomic)|searchlight pictures|blue sky)') THEN 'fox'
        WHEN regexp_matches(lower(name), '^(metro-goldwyn-mayer|mgm|united artists|orion pictures)') THEN 'mgm'
        WHEN regexp_matches(lower(name), '^(lionsgate|lions gate|summit entertainment)') THEN 'lionsgate'
        WHEN regexp_matches(lower(name), '^dreamworks') THEN 'dreamworks'
        WHEN regexp_matches(lower(name), '^(miramax|dimension films|the weinstein company)') THEN 'miramax'
    END AS studio
    FROM companies
)
SELECT movie_id, studio, ord(studio) * 1000 + ord(studio[2:]) AS studio_id, min(position) AS position
FROM movie_companies JOIN brands USING (company_id)
WHERE studio IS NOT NULL
GROUP BY movie_id, studio
