"""What each answer of OMDb means, row by row."""

import orjson
import pytest

from ayne.http_client.response import ApiResponse
from ayne.sources.omdb.answers import classify

DUNE = {"Title": "Dune", "imdbID": "tt1160419", "Response": "True"}


def error(text: str) -> dict[str, str]:
    return {"Response": "False", "Error": text}


@pytest.mark.parametrize(
    ("status", "body", "means"),
    [
        (200, DUNE, "ok"),
        (200, error("Incorrect IMDb ID."), "tombstone"),
        (200, error("Error getting data."), "tombstone"),
        (200, error("Movie not found!"), "tombstone"),
        (401, error("Invalid API key!"), "unauthorized"),
        (200, error("Invalid API key!"), "unauthorized"),
        (401, error("No API key provided."), "unauthorized"),
        (401, error("Request limit reached!"), "quota exhausted"),
        (200, error("Request limit reached!"), "quota exhausted"),
        (200, error("Too many results."), "bad request"),
        (200, error("Something new."), "retry"),
        (401, error("Something new."), "unauthorized"),
        (503, error("Something new."), "retry"),
        (200, {"Title": "Dune"}, "retry"),
        (200, {"Response": "True"}, "retry"),
        (200, [], "retry"),
        (200, b"", "retry"),
        (200, b'{"Title":"Dune","Year":"20', "retry"),
        (200, b"<html>The service is unavailable.</html>", "retry"),
        (200, b'{"Title":"Dune","Plot":"a\tb\x1f","Response":"True"}', "unreadable"),
        (200, b'{"Title":"Dune","Plot":"inner\\spiritual","Response":"True"}', "unreadable"),
        (
            200,
            b'{"Response":"False","Error":"Conversion from string "3896198a" to type \'Double\' is not valid."}',
            "unreadable",
        ),
        (200, b"Conversion from string \"3896198a\" to type 'Double' is not valid.", "unreadable"),
        (200, error("Conversion from string '3896198a' to type 'Double' is not valid."), "unreadable"),
        (301, b"", "bad request"),
        (400, b"<html>Bad Request</html>", "retry"),
        (400, {}, "bad request"),
        (401, b"<html>cloudflare</html>", "retry"),
        (403, {}, "unauthorized"),
        (404, b"<html>Not Found</html>", "retry"),
        (422, {}, "bad request"),
        (429, {}, "retry"),
        (500, b"", "retry"),
        (522, b"<html>Connection timed out</html>", "retry"),
    ],
)
def test_an_answer_about_a_title(status: int, body: object, means: str) -> None:
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    assert classify(ApiResponse("https://www.omdbapi.com/?i=tt1160419", status, content)) == means
