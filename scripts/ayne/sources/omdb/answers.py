"""What each answer of OMDb means.

OMDb tells its errors apart by text, under HTTP 200 and 401 alike: a used-up quota and a wrong key are both 401, an
unknown id is 200. A quota answer saved as a movie is found in other people's archives.
"""

from ayne.collection.answer import Answer, Meaning

BY_ERROR = {
    "No API key provided.": Meaning.STOP,
    "Invalid API key!": Meaning.STOP,
    "Request limit reached!": Meaning.PAUSE,
    "Movie not found!": Meaning.TOMBSTONE,
    "Incorrect IMDb ID.": Meaning.TOMBSTONE,
    "Error getting data.": Meaning.TOMBSTONE,  # the id is not in OMDb's own database
    "Too many results.": Meaning.BUG,
}
BY_STATUS = {
    400: Meaning.BUG,
    401: Meaning.STOP,
    403: Meaning.STOP,
    408: Meaning.RETRY,
    422: Meaning.BUG,
    429: Meaning.RETRY,
}
# OMDb's own database cannot read its row: Conversion from string "3896198a" to type 'Double' is not valid.
UNREADABLE_ROW = "Conversion from string"


def meaning(answer: Answer) -> Meaning:
    """Return the one meaning of an OMDb answer."""
    body = answer.json
    if not isinstance(body, dict):
        return without_object(answer)
    error = str(body.get("Error", ""))
    if error in BY_ERROR:
        return BY_ERROR[error]
    if error.startswith(UNREADABLE_ROW):
        return Meaning.UNREADABLE
    if answer.status != 200:
        return by_status(answer.status)
    is_title = body.get("Response") == "True" and "Title" in body
    return Meaning.OK if is_title else Meaning.RETRY


def without_object(answer: Answer) -> Meaning:
    """Judge a body that is no JSON object: a proxy's page, a cut-off answer, or a record that OMDb wrote badly."""
    if 300 <= answer.status < 400:
        return Meaning.BUG
    if answer.status == 200 and (answer.is_whole or answer.text.lstrip().startswith(UNREADABLE_ROW)):
        return Meaning.UNREADABLE
    return Meaning.RETRY


def by_status(status: int) -> Meaning:
    """Judge an error body whose text we do not know."""
    return BY_STATUS.get(status, Meaning.RETRY if status >= 500 else Meaning.BUG)
