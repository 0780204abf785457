"""What each answer of TMDB means, row by row."""

import orjson
import pytest

from ayne.http_client.response import ApiResponse, Outcome
from ayne.sources.tmdb.answers import BY_CODE, classify, classify_page

URL = "https://api.themoviedb.org/3/movie/11"
PAGE = {"page": 1, "results": [], "total_pages": 0, "total_results": 0}

# https://developer.themoviedb.org/docs/errors, and what each asks of a collector
CODES = [
    (401, 3, "unauthorized"),
    (422, 5, "bad request"),
    (404, 6, "tombstone"),
    (401, 7, "unauthorized"),
    (503, 9, "retry"),
    (401, 10, "unauthorized"),
    (500, 11, "retry"),
    (500, 15, "retry"),
    (400, 18, "bad request"),
    (422, 20, "bad request"),
    (200, 21, "tombstone"),
    (400, 22, "bad request"),
    (400, 23, "bad request"),
    (504, 24, "retry"),
    (429, 25, "retry"),
    (400, 27, "bad request"),
    (404, 34, "tombstone"),
    (401, 35, "unauthorized"),
    (502, 43, "retry"),
    (500, 44, "tombstone"),
    (403, 45, "unauthorized"),
    (503, 46, "retry"),
    (400, 47, "bad request"),
]


def answer(status: int, body: object) -> ApiResponse:
    return ApiResponse(URL, status, body if isinstance(body, bytes) else orjson.dumps(body))


@pytest.mark.parametrize(("status", "code", "means"), CODES)
def test_a_code_has_one_outcome_under_any_status(status: int, code: int, means: str) -> None:
    error = {"success": False, "status_code": code, "status_message": "…"}
    assert {classify(answer(status, error)), classify(answer(200, error))} == {Outcome(means)}
    del error["success"]
    assert classify(answer(status, error)) == means


def test_the_table_holds_every_code_of_this_one() -> None:
    assert sorted(BY_CODE) == [code for _, code, _ in CODES]


@pytest.mark.parametrize(
    ("status", "body", "means"),
    [
        (200, {"id": 11, "title": "Star Wars"}, "ok"),
        (200, {"id": 11, "success": False}, "retry"),
        (200, {"success": False, "status_code": 99}, "retry"),
        (200, {"title": "no id"}, "retry"),
        (200, {}, "retry"),
        (200, [], "retry"),
        (200, b"", "retry"),
        (200, b"null", "retry"),
        (200, b'{"id":11,"title":"Star W', "retry"),
        (200, b"<html>Please log in to this network</html>", "retry"),
        (200, b'{"id":11,"title":"a\x1fb"}', "unreadable"),
        (200, b'{"id":11,"title":"\xff"}', "unreadable"),
        (302, b"", "bad request"),
        (400, {"errors": ["page must be less than or equal to 500"]}, "bad request"),
        (422, {"errors": ["page must be less than or equal to 500"]}, "bad request"),
        (200, {"errors": ["page must be less than or equal to 500"]}, "bad request"),
        (401, {}, "unauthorized"),
        (403, {}, "unauthorized"),
        (404, {"success": False}, "tombstone"),
        (404, b"<html>Not Found</html>", "retry"),
        (405, {}, "bad request"),
        (408, {}, "retry"),
        (429, {}, "retry"),
        (429, b"Too Many Requests", "retry"),
        (500, b"", "retry"),
        (502, b"<html>Bad Gateway</html>", "retry"),
        (503, {}, "retry"),
        (599, {"id": 11}, "retry"),
    ],
)
def test_an_answer_about_a_movie(status: int, body: object, means: str) -> None:
    assert classify(answer(status, body)) == means


@pytest.mark.parametrize(
    ("status", "body", "means"),
    [
        (200, PAGE, "ok"),
        (200, {"id": 11}, "retry"),
        (200, {"page": 1, "results": []}, "retry"),
        (200, b'{"results":[\x1f]}', "retry"),
        (404, {"success": False, "status_code": 34}, "bad request"),
        (401, {"success": False, "status_code": 7}, "unauthorized"),
    ],
)
def test_an_answer_about_a_page(status: int, body: object, means: str) -> None:
    assert classify_page(answer(status, body)) == means
