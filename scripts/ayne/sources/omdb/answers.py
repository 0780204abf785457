"""What each answer of OMDb means.

OMDb tells its errors apart by text, under HTTP 200 and 401 alike: a used-up quota and a wrong key are both 401, an
unknown id is 200. A quota answer saved as a movie is found in other people's archives.
"""

from ayne.http_client.response import ApiResponse, Outcome

BY_ERROR = {
    "No API key provided.": Outcome.UNAUTHORIZED,
    "Invalid API key!": Outcome.UNAUTHORIZED,
    "Request limit reached!": Outcome.QUOTA_EXHAUSTED,
    "Movie not found!": Outcome.TOMBSTONE,
    "Incorrect IMDb ID.": Outcome.TOMBSTONE,
    "Error getting data.": Outcome.TOMBSTONE,  # the id is not in OMDb's own database
    "Not in the archive.": Outcome.TOMBSTONE,  # an archive says so, never OMDb
    "Too many results.": Outcome.BAD_REQUEST,
}
BY_STATUS = {
    400: Outcome.BAD_REQUEST,
    401: Outcome.UNAUTHORIZED,
    403: Outcome.UNAUTHORIZED,
    408: Outcome.RETRY,
    422: Outcome.BAD_REQUEST,
    429: Outcome.RETRY,
}
# OMDb's own database cannot read its row: Conversion from string "3896198a" to type 'Double' is not valid.
UNREADABLE_ROW = "Conversion from string"


def classify(answer: ApiResponse) -> Outcome:
    """Classify an OMDb answer."""
    body = answer.json
    if not isinstance(body, dict):
        return without_object(answer)
    error = str(body.get("Error", ""))
    if error in BY_ERROR:
        return BY_ERROR[error]
    if error.startswith(UNREADABLE_ROW):
        return Outcome.UNREADABLE
    if answer.status != 200:
        return by_status(answer.status)
    is_title = body.get("Response") == "True" and "Title" in body
    return Outcome.OK if is_title else Outcome.RETRY


def without_object(answer: ApiResponse) -> Outcome:
    """Judge a body that is no JSON object: a proxy's page, a cut-off answer, or a record that OMDb wrote badly."""
    if 300 <= answer.status < 400:
        return Outcome.BAD_REQUEST
    if answer.status == 200 and (answer.is_whole or answer.text.lstrip().startswith(UNREADABLE_ROW)):
        return Outcome.UNREADABLE
    return Outcome.RETRY


def by_status(status: int) -> Outcome:
    """Judge an error body whose text we do not know."""
    return BY_STATUS.get(status, Outcome.RETRY if status >= 500 else Outcome.BAD_REQUEST)
