import json
import os
from pathlib import Path

import pytest

from ayne.core.errors import DataError
from ayne.core.part import ROOT, Part, PartStore, forget_earlier, name_of, read_notes


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A folder with the input of one part, which is in the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").write_text("one answer")
    return tmp_path


def part(study, **changes):
    given = {
        "name": "tmdb/2019",
        "log": study / "2019.log",
        "outputs": (study / "rows", study / "rejected"),
        "inputs": (study / "raw",),
        "parameters": {"limit": 3},
        "code": {"parse_raw.py": "a1", "package duckdb": "2.0"},
    }
    return Part(**given | changes)


def built(study):
    """A part that was built once, as a job would leave it."""
    made = part(study)
    for path in made.outputs:
        path.write_text(f"content of {path.name}")
    PartStore("parse_raw").keep(made, began=1.0)
    return made


def test_what_was_never_built_is_not_there(study):
    assert PartStore("parse_raw").put_back(part(study)) == "not built yet"


def test_deleted_outputs_are_put_back_with_their_content(study):
    made = built(study)
    for path in made.outputs:
        path.unlink()
    assert PartStore("parse_raw").put_back(made) is None
    assert (study / "rows").read_text() == "content of rows"
    assert (study / "rejected").read_text() == "content of rejected"


def test_what_is_kept_takes_no_space(study):
    built(study)
    assert (study / "rows").stat().st_nlink == 2


def test_a_touched_input_is_no_change(study):
    made = built(study)
    os.utime(study / "raw", (9e9, 9e9))
    assert PartStore("parse_raw").put_back(made) is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"code": {"parse_raw.py": "b2", "package duckdb": "2.0"}}, "code changed: parse_raw.py"),
        ({"code": {"parse_raw.py": "a1", "package duckdb": "2.1"}}, "code changed: duckdb"),
        ({"parameters": {"limit": 4}}, "other settings: limit"),
    ],
)
def test_what_has_changed_is_said(study, change, reason):
    built(study)
    assert PartStore("parse_raw").put_back(part(study, **change)) == reason


def test_another_content_of_an_input_is_a_change(study):
    made = built(study)
    (study / "raw").write_text("another answer")
    assert PartStore("parse_raw").put_back(made) == f"changed: {study / 'raw'}"


def test_an_output_that_was_edited_in_place_is_built_again(study):
    """The kept file is the same file, and so has been edited as well."""
    made = built(study)
    with (study / "rows").open("a") as rows:
        rows.write(" by hand")
    assert PartStore("parse_raw").put_back(made) == "its files are gone or were edited"


def test_other_outputs_are_another_part(study):
    built(study)
    assert PartStore("parse_raw").put_back(part(study, outputs=(study / "rows",))) == "other files than before"


def test_a_note_that_cannot_be_read_is_none(study):
    made = built(study)
    note = study / ".snakemake/ayne/parts/parse_raw/tmdb/2019/note.json"
    note.write_text(json.dumps({"older": True}))
    assert PartStore("parse_raw").put_back(made) == "not built yet"


def test_a_part_that_was_not_written_is_an_error(study):
    (study / "rows").write_text("content")
    with pytest.raises(DataError, match="rejected was not written"):
        PartStore("parse_raw").keep(part(study), began=1.0)


def build_with(store, study, limit):
    """Build the part with another setting, if it is not kept; say whether that was so."""
    made = part(study, parameters={"limit": limit})
    if store.put_back(made) is None:
        return False
    for path in made.outputs:
        path.unlink(missing_ok=True)
        path.write_text(f"{path.name} of {limit}")
    store.keep(made, began=float(limit))
    return True


def test_a_change_that_is_undone_builds_nothing(study):
    store = PartStore("fit_model", earlier=1)
    assert [build_with(store, study, limit) for limit in (1, 2, 1, 2)] == [True, True, False, False]
    assert (study / "rows").read_text() == "rows of 2"
    assert read_notes(study)[str(study / "rows")].parameters == {"limit": 2}
    assert build_with(store, study, 1) is False
    assert (study / "rejected").read_text() == "rejected of 1"


def test_only_the_newest_of_the_earlier_builds_are_kept(study):
    store = PartStore("fit_model", earlier=2)
    assert [build_with(store, study, limit) for limit in (1, 2, 3, 1, 4)] == [True, True, True, False, True]
    # 2 is the one that was last needed longest ago.
    assert [build_with(store, study, limit) for limit in (3, 1, 2)] == [False, False, True]
    forget_earlier(study)
    assert build_with(store, study, 1) is True


def test_an_earlier_build_that_was_edited_in_place_is_built_again(study):
    store = PartStore("fit_model", earlier=1)
    build_with(store, study, 1)
    with (study / "rows").open("a") as rows:
        rows.write(" by hand")
    assert [build_with(store, study, limit) for limit in (2, 1)] == [True, True]
    assert (study / "rows").read_text() == "rows of 1"


def test_notes_say_of_each_output_what_it_was_built_from(study):
    built(study)
    note = read_notes(study)[str(study / "rows")]
    assert note.parameters == {"limit": 3}
    assert note.code == {"parse_raw.py": "a1", "package duckdb": "2.0"}
    assert note.made[0] == 1.0


def test_a_file_of_the_repository_is_called_alike_from_everywhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert name_of(ROOT / "config" / "config.yaml") == "config/config.yaml"
    assert name_of(Path(".snakemake/ayne/repository/config/config.yaml")) == "config/config.yaml"
    assert name_of(Path("data/raw/2019")) == "data/raw/2019"
