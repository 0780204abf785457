"""The parts of the report: each a function from files to what its template in `report/parts/` shows."""
