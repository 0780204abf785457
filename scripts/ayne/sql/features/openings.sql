-- One row a release in the box office charts.
SELECT movie_id, release_id, release_date, opening_weekend_usd, opening_theaters
FROM box_office_releases
