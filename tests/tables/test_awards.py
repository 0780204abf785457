"""Every form of OMDb's sentence on awards."""

import pytest

COLUMNS = ("oscar_wins", "oscar_nominations", "bafta_wins", "bafta_nominations", "total_wins", "total_nominations")
AWARDS = [
    ("Won 4 Oscars. 157 wins & 220 nominations total", (4, None, None, None, 157, 220)),
    ("Won 1 Oscar. 1 win & 1 nomination total", (1, None, None, None, 1, 1)),
    ("Won 1 Oscar. 5 wins total", (1, None, None, None, 5, 0)),
    ("Won 2 Oscars.", (2, None, None, None, 2, 0)),
    ("Won 2 Oscars. Another 3 wins & 5 nominations.", (2, None, None, None, 5, 5)),
    ("Nominated for 7 Oscars. 21 wins & 42 nominations total", (0, 7, None, None, 21, 42)),
    ("Nominated for 1 Oscar. 2 nominations total", (0, 1, None, None, 0, 2)),
    ("Nominated for 1 Oscar. Another 3 wins & 5 nominations.", (0, 1, None, None, 3, 6)),
    ("Won 1 BAFTA Award3 wins & 2 nominations total", (0, 0, 1, None, 3, 2)),
    ("Won 2 BAFTA 3 wins & 2 nominations total", (0, 0, 2, None, 3, 2)),
    ("Nominated for 3 BAFTA Award1 win & 4 nominations total", (0, 0, 0, 3, 1, 4)),
    ("Nominated for 1 BAFTA Film Award. Another 2 wins & 4 nominations.", (0, 0, 0, 1, 2, 5)),
    ("Won 1 Primetime Emmy. 6 wins & 9 nominations total", (0, 0, None, None, 6, 9)),
    ("Nominated for 2 Golden Globes. Another 1 win.", (0, 0, None, None, 1, 2)),
    ("157 wins & 1,220 nominations total", (0, 0, 0, 0, 157, 1220)),
    ("2 wins & 1 nomination", (0, 0, 0, 0, 2, 1)),
    ("2 wins & 1 nomination.", (0, 0, 0, 0, 2, 1)),
    ("1 win", (0, 0, 0, 0, 1, 0)),
    ("1 win total", (0, 0, 0, 0, 1, 0)),
    ("3 wins.", (0, 0, 0, 0, 3, 0)),
    ("1 nomination", (0, 0, 0, 0, 0, 1)),
    ("5 nominations total", (0, 0, 0, 0, 0, 5)),
    ("N/A", (None,) * 6),
    ("Many prizes", (None,) * 6),
    ("Won an Oscar. 3 wins", (None,) * 6),
]
UNREADABLE = {"Many prizes", "Won an Oscar. 3 wins"}


@pytest.fixture(scope="module")
def awards(module_tables, omdb_body):
    return module_tables.parse_cases("omdb", omdb_body, [("Awards", sentence) for sentence, _ in AWARDS])


@pytest.mark.parametrize("case", range(len(AWARDS)), ids=[sentence for sentence, _ in AWARDS])
def test_awards(awards, case):
    (sentence, expected), (row, rejected) = AWARDS[case], awards[case]
    assert tuple(row[column] for column in COLUMNS) == expected
    assert rejected == ({"Awards": (sentence, "unreadable")} if sentence in UNREADABLE else {})
