"""The BLS API, as far as it is asked for the US consumer price index: the months of the last three years."""

from datetime import date
from typing import Any

import orjson
from starlette.responses import Response

from ayne.core.consumer_prices import annual_cpi

PATH = "publicAPI/v1/timeseries/data/"
SERIES = "CUUR0000SA0"
# Beyond the table of annual averages prices rise so much a year.
RISE = 1.025
PUBLISHED_ON_DAY = 15
YEARS = 3


class BlsApi:
    """Answers with months up to `today`; each stands half a year's rise at most from its year's average."""

    def __init__(self, today: date) -> None:
        """Keep the day."""
        self._today = today

    def answer(self, path: str) -> Response:
        """Answer for the one series; HTTP 200 and a message for any other."""
        series = path.removeprefix(PATH)
        if series != SERIES:
            message = [f"Series does not exist for Series {series}"]
            return answered({"status": "REQUEST_NOT_PROCESSED", "responseTime": 1, "message": message, "Results": {}})
        data = self._months()
        data[0]["latest"] = "true"
        results = {"series": [{"seriesID": SERIES, "data": data}]}
        return answered({"status": "REQUEST_SUCCEEDED", "responseTime": 1, "message": [], "Results": results})

    def _months(self) -> list[dict[str, Any]]:
        last = self._today.year * 12 + self._today.month - 2 - (self._today.day < PUBLISHED_ON_DAY)
        first = (last // 12 - YEARS + 1) * 12
        return [month(number // 12, number % 12 + 1) for number in range(last, first - 1, -1)]


def month(year: int, number: int) -> dict[str, Any]:
    """Return one figure."""
    value = average(year) * RISE ** ((number - 6.5) / 12)
    name = date(year, number, 1).strftime("%B")
    return {
        "year": str(year),
        "period": f"M{number:02d}",
        "periodName": name,
        "value": f"{value:.3f}",
        "footnotes": [{}],
    }


def average(year: int) -> float:
    """Return a year's average, from the table or beyond it."""
    cpi = annual_cpi()
    nearest = min(max(year, min(cpi)), max(cpi))
    return float(cpi[nearest] * RISE ** (year - nearest))


def answered(body: dict[str, Any]) -> Response:
    """Answer under HTTP 200, as the BLS does with errors too."""
    return Response(orjson.dumps(body), media_type="application/json")
