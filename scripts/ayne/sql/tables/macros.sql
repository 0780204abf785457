-- What the tables' SQL may use.

-- G, PG, PG-13, R, NC-17 or NR (not rated); NULL for anything else ("-", "", a festival's name, TV-MA).
-- Older names: M, GP and M/PG became PG, X became NC-17; Approved and Passed are from before ratings existed.
CREATE OR REPLACE TEMP MACRO us_certification(label) AS
    CASE upper(trim(label))
        WHEN 'G' THEN 'G'
        WHEN 'PG' THEN 'PG'
        WHEN 'M' THEN 'PG'
        WHEN 'GP' THEN 'PG'
        WHEN 'M/PG' THEN 'PG'
        WHEN 'PG-13' THEN 'PG-13'
        WHEN 'R' THEN 'R'
        WHEN 'NC-17' THEN 'NC-17'
        WHEN 'X' THEN 'NC-17'
        WHEN 'NR' THEN 'NR'
        WHEN 'UR' THEN 'NR'
        WHEN 'UNRATED' THEN 'NR'
        WHEN 'NOT RATED' THEN 'NR'
        WHEN 'APPROVED' THEN 'NR'
        WHEN 'PASSED' THEN 'NR'
    END;
