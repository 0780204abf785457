-- Largest share of a table's rows that are gone since the previous snapshot (`tables.previous_quality`).
SELECT max(greatest(0, 1 - coalesce(now, 0) / before)) FROM drift_rows WHERE before > 0
