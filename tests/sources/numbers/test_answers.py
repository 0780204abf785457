import pytest

from ayne.http_client.response import ApiResponse, Outcome
from ayne.sources.numbers.answers import classify
from ayne.sources.numbers.pages import BASE_URL
from fixtures.numbers_site import SALT, SEARCH, page

MEANINGS = [
    (200, page("Salt & Sons (2011)"), Outcome.OK),
    (200, page("Salt & Sons (2011)")[:-9], Outcome.RETRY),  # cut off
    (200, "<html><h1>Salt & Sons (2011)</h1></html>", Outcome.TOMBSTONE),
    (200, SEARCH, Outcome.TOMBSTONE),
    (404, "", Outcome.TOMBSTONE),
    (401, "", Outcome.UNAUTHORIZED),
    (451, "", Outcome.UNAUTHORIZED),
    (408, "", Outcome.RETRY),
    (520, "", Outcome.RETRY),
]


@pytest.mark.parametrize(("status", "text", "expected"), MEANINGS)
def test_every_answer_has_one_meaning(status: int, text: str, expected: Outcome) -> None:
    answer = ApiResponse(f"{BASE_URL}/movie/Salt-and-Sons", status, text.encode())
    assert classify(answer, lambda _, heading: SALT.has_heading(heading)) is expected
