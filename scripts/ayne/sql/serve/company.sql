-- One company's record. Parameter: the id.
SELECT * FROM company_facts WHERE company_id = ?
