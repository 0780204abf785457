"""What each answer of the BLS API means; its errors come under HTTP 200, told apart by status and message."""

from ayne.http_client.response import ApiResponse, Outcome

SUCCEEDED = "REQUEST_SUCCEEDED"
# "… as the daily threshold for total number of requests allocated to the user … has been reached."
THRESHOLD = "threshold"


def classify(answer: ApiResponse) -> Outcome:
    """Classify an answer about the price index."""
    body = answer.json
    if not isinstance(body, dict):
        return Outcome.BAD_REQUEST if 300 <= answer.status < 500 and answer.status not in {408, 429} else Outcome.RETRY
    if THRESHOLD in str(body.get("message", "")):
        return Outcome.QUOTA_EXHAUSTED
    if answer.status == 429 or answer.status >= 500:
        return Outcome.RETRY
    return Outcome.OK if body.get("status") == SUCCEEDED and answer.status == 200 else Outcome.BAD_REQUEST
