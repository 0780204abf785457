"""What each answer of the BLS API means; its errors come under HTTP 200, told apart by status and message."""

from ayne.collection.answer import Answer, Meaning

SUCCEEDED = "REQUEST_SUCCEEDED"
# "… as the daily threshold for total number of requests allocated to the user … has been reached."
THRESHOLD = "threshold"


def meaning(answer: Answer) -> Meaning:
    """Return the one meaning of an answer about the price index."""
    body = answer.json
    if not isinstance(body, dict):
        return Meaning.BUG if 300 <= answer.status < 500 and answer.status not in {408, 429} else Meaning.RETRY
    if THRESHOLD in str(body.get("message", "")):
        return Meaning.PAUSE
    if answer.status == 429 or answer.status >= 500:
        return Meaning.RETRY
    return Meaning.OK if body.get("status") == SUCCEEDED and answer.status == 200 else Meaning.BUG
