-- Largest fall of the share of a column's rows that have a value, since the previous snapshot.
SELECT max(greatest(0, before - coalesce(now, 0))) FROM drift_completeness WHERE before IS NOT NULL
