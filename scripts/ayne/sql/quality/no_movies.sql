-- 1 where there is no movie at all.
SELECT (count(*) = 0)::INTEGER FROM movies
