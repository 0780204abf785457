-- One person's record. Parameter: the id.
SELECT * FROM person_facts WHERE person_id = ?
