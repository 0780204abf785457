"""How Wikidata's query service misbehaves: time-outs under HTTP 200, unknown values, rows twice, labels missing."""

from typing import Any

import orjson
from starlette.responses import PlainTextResponse, Response

from ayne.api_server.wikidata_api import RESULTS, TURNED_AWAY

SPARQL_FAULTS = frozenset({"403", "timeout", "timeout500", "genid", "repeated", "unlabelled"})
TRACE = b"""SPARQL-QUERY: queryStr=SELECT ...
java.util.concurrent.TimeoutException
\tat java.util.concurrent.FutureTask.get(FutureTask.java:205)
\tat com.bigdata.rdf.sail.webapp.BigdataServlet.submitApiTask(BigdataServlet.java:292)
"""
GENID = {"type": "uri", "value": "http://www.wikidata.org/.well-known/genid/7d5f2c6e"}


def sparql_fault(name: str, body: bytes) -> Response:
    """Return what is answered in place of `body`, the right answer."""
    match name:
        case "403":
            return PlainTextResponse(TURNED_AWAY, 403)
        case "timeout":
            return Response(body[: len(body) // 2] + TRACE, media_type=RESULTS)
        case "timeout500":
            return PlainTextResponse(TRACE, 500)
    answer = orjson.loads(body)
    rows: list[dict[str, Any]] = answer["results"]["bindings"]
    answer["results"]["bindings"] = spoiled(name, rows) if rows else rows
    return Response(orjson.dumps(answer), media_type=RESULTS)


def spoiled(name: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with an unknown value, with a row twice, or without labels."""
    if name == "repeated":
        return [rows[0], *rows]
    if name == "unlabelled":
        return [row for row in rows if not any("xml:lang" in value for value in row.values())]
    first = rows[0] | {key: GENID for key in ("value", "amount", "day") if key in rows[0]}
    return [first, *rows[1:]]
