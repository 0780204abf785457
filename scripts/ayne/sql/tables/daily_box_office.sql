SELECT
    boxofficemojo.* EXCLUDE (record_id, title_received, title, is_rerelease),
    box_office_releases.movie_id
FROM boxofficemojo
JOIN box_office_releases USING (release_id)
WHERE chart_date < getvariable('snapshot')::DATE
-- the same day of a release twice is one
QUALIFY row_number() OVER (PARTITION BY boxofficemojo.record_id ORDER BY boxofficemojo.is_estimate, gross_usd DESC) = 1
