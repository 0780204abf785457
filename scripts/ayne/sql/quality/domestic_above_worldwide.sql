-- Share of the movies with both whose domestic gross is above the worldwide one, which cannot be.
SELECT avg((domestic_gross_usd > 1.02 * worldwide_gross_usd)::INTEGER)
FROM movies
WHERE domestic_gross_usd IS NOT NULL AND worldwide_gross_usd IS NOT NULL
