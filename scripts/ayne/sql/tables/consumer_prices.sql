SELECT
    prices.year,
    prices.cpi_u,
    base.cpi_u / prices.cpi_u AS deflator,
    getvariable('base_year') AS base_year
FROM cpi_us_annual AS prices
CROSS JOIN (SELECT cpi_u FROM cpi_us_annual WHERE year = getvariable('base_year')) AS base
