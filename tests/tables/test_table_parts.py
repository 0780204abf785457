from ayne.tables.table_parts import at_once, in_order, processes

READS = {"people": ["catalogue", "credits"], "credits": ["catalogue"], "genres": ["catalogue"], "prices": []}


def test_tables_that_read_no_other_table_can_be_built_at_once():
    assert at_once(READS) == ["credits", "genres", "prices"]


def test_a_table_comes_after_those_that_it_reads():
    assert in_order(READS).index("credits") < in_order(READS).index("people")


def test_no_more_tables_are_built_at_once_than_have_memory():
    assert [processes(cores) for cores in (1, 2, 64)] == [1, 2, 2]
