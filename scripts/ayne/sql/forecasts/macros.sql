-- A name spelled so that case, accents and blanks do not matter: "Beyoncé  Knowles" and "beyonce knowles".
CREATE OR REPLACE TEMP MACRO plain_name(name) AS
    regexp_replace(trim(translate(lower(strip_accents(replace(name, 'ß', 'ss'))), 'øłđðı', 'olddi')), '\s+', ' ', 'g');

-- A series of movies without the word that TMDB puts behind its name: "star wars" of "Star Wars Collection".
CREATE OR REPLACE TEMP MACRO series_name(name) AS regexp_replace(plain_name(name), ' collection$', '');
