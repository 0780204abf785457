"""What a family lacks is said while the workflow is read, with the line to write."""

import re

import pytest

from ayne.core.errors import ConfigError, DataError
from ayne.features.family_files import family_dictionaries

BUILD = "def build(db, options):\n    return None\n"
COLUMNS = "columns:\n  words: {type: INTEGER, unit: word, known_at: pre_release, description: Words}\n"


@pytest.fixture
def files(tmp_path):
    """Return a function that writes the module and the dictionary of a family `words`, and looks at them."""
    for folder in ("scripts/ayne/features", "scripts/ayne/sql/features", "config/features"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "scripts/ayne/sql/features/words.sql").touch()

    def look_at(module=BUILD, dictionary=f"queries: [words]\n{COLUMNS}"):
        (tmp_path / "scripts/ayne/features/words.py").write_text(module)
        (tmp_path / "config/features/words.yaml").write_text(dictionary)
        return family_dictionaries(["words"], tmp_path)

    return look_at


def test_a_whole_family_is_known_by_its_dictionary(files, tmp_path):
    assert files() == {"words": tmp_path / "config/features/words.yaml"}
    assert files(dictionary=f"queries: []\n{COLUMNS}")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"dictionary": COLUMNS}, "words.yaml: `queries` is missing or no list; write the line `queries: [words]`"),
        ({"dictionary": f"queries: [wrods]\n{COLUMNS}"}, "words.yaml: queries names wrods, but there is no "),
        ({"module": "BUILD = 1\n"}, "words.py: has no function `build`; write `def build(db: DuckDBClient, options"),
        (
            {"module": "\ndef build(db):\n    return db\n"},
            "words.py, line 2: `build` takes the database and",
        ),
        ({"module": "def build(\n"}, "words.py, line 1: '(' was never closed"),
    ],
)
def test_what_is_missing_is_said_with_the_line_to_write(files, given, message):
    with pytest.raises(ConfigError, match=re.escape(message)):
        files(**given)


def test_a_column_of_an_unknown_type_is_named(files):
    with pytest.raises(DataError, match="column words: type is 'BIGINT'; allowed: BOOLEAN, INTEGER, DOUBLE, VARCHAR"):
        files(dictionary=f"queries: []\n{COLUMNS}".replace("INTEGER", "BIGINT"))


def test_a_family_without_files_may_be_another_or_a_new_one(files, tmp_path):
    files()
    for name, message in (("wrods", "did you mean words?"), ("moon", "`uv run ayne new family moon` writes its files")):
        with pytest.raises(ConfigError, match=re.escape(f"there is no family '{name}'; {message}")):
            family_dictionaries([name], tmp_path)
