#!/usr/bin/env bash
# dateparser 1.5.0: "the 1950s" is half an hour ago.
#
# One would guess: a decade is read as one of its years, or, as "early 1950s" is, as no date at all: None.
# Seen: 1950s, the 1950s and 1980's are so many seconds before now, in English alone too; 1950 is a year. Without languages=["en"]
# also "N/A", for which the English alone gives None, is a date: the last Thursday, since n is short for it in Estonian.
# Of a column of release dates the unknown ones become the newest.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" dateparser==1.5.0
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import datetime

import dateparser

NOW = {"RELATIVE_BASE": datetime(2026, 11, 15, 12)}
texts = ("1950", "1950s", "the 1950s", "1980's", "early 1950s", "N/A", "Unknown")
english = [str(dateparser.parse(text, languages=["en"], settings=NOW)) for text in texts]
any_language = [str(dateparser.parse(text, settings=NOW)) for text in texts]
for text, as_english, as_any in zip(texts, english, any_language, strict=True):
    print(f"{text}: {as_english} as English, {as_any} in any language")
assert english == [
    "1950-11-15 00:00:00",
    "2026-11-15 11:27:30",
    "2026-11-15 11:27:30",
    "2026-11-15 11:27:00",
    "None",
    "None",
    "None",
], "decades are read otherwise now"
assert any_language[-2:] == ["2026-11-12 00:00:00", "None"], "N/A is no date now"
PYTHON
