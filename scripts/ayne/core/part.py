"""A part of a job, and whether it is up to date: judged by content, not by time.

A rule with many outputs is cheaper than many rules, as a process is started once, but Snakemake sees it as a whole: it
deletes all of its outputs before the job. So each part (a year, a table, a model) is kept aside, in
`.snakemake/ayne/parts/`, by hard links that take no space, with a note of all that it was built from. A part whose note
still holds is put back; only the others are built. A part that is done stays done, whatever happens to its job.

Where building takes long, a part's builds before the last are kept as well: an edit that is undone builds nothing.
"""

import json
import os
import re
import shutil
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ayne.core.errors import DataError
from ayne.core.files import read_json, sha256_file, write_json
from ayne.core.repository_link import without_link
from ayne.core.study_files import ROOT

PARTS = Path(".snakemake/ayne/parts")
# No part has a name with a dot.
NOTE, EARLIER = "note.json", ".earlier"
# The parameter of a part that is made anew where a study is copied to: where the study is, not what it is made from.
PLACE = "folder"
SHOWN = 3


@dataclass(frozen=True)
class Part:
    """One of many things that a job builds, with all that it depends on.

    `name` is its own in its rule, like `tmdb/2019`; `parameters` are JSON; `code` is {module or package: hash}. Its
    own log is `log`, for what is said while it is built.
    """

    name: str
    log: Path
    outputs: tuple[Path, ...]
    inputs: tuple[Path, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    code: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class BuildNote:
    """What a part was built from, by content; `made` is when that began and ended, in seconds since 1970."""

    log: str
    outputs: dict[str, str]
    inputs: dict[str, str]
    parameters: dict[str, Any]
    code: dict[str, str]
    made: tuple[float, float]


class PartStore:
    """The parts of a rule as they were built last, and in up to `earlier` builds before."""

    def __init__(self, rule: str, study: Path = Path(), *, earlier: int = 0) -> None:
        """`study` is the folder that holds `.snakemake`."""
        self._folder = study / PARTS / rule
        self._n_earlier = earlier
        self._hashes: dict[Path, str] = {}

    def put_back(self, part: Part) -> str | None:
        """Put a part's outputs where they belong if they are as they would be built; else say why they are not."""
        folder = self._folder / part.name
        note = read_note(folder / NOTE)
        if note is None:
            return "not built yet"
        reasons = _differences(note, part, self._inputs(part))
        if reasons and (same_as_before := self._found_earlier(part)):
            self._set_aside(folder)
            note, reasons = _move_up(*same_as_before, folder), []
            self._forget_oldest(folder)
        if not reasons and not all(self._is_in_place(part, number, note) for number in range(len(part.outputs))):
            reasons = ["its files are gone or were edited"]
        return "; ".join(reasons) or None

    def keep(self, part: Part, began: float) -> None:
        """Keep what has just been built, which began at `began`; DataError where an output is missing."""
        folder = self._folder / part.name
        folder.mkdir(parents=True, exist_ok=True)
        if missing := [str(path) for path in part.outputs if not path.is_file()]:
            raise DataError(f"{part.name}: {', '.join(missing)} was not written")
        self._set_aside(folder)
        self._forget_oldest(folder)
        for number, path in enumerate(part.outputs):
            _link(path, folder / str(number))
        note = BuildNote(
            log=str(part.log),
            outputs={str(path): sha256_file(path) for path in part.outputs},
            inputs=self._inputs(part),
            parameters=dict(part.parameters),
            code=dict(part.code),
            made=(began, time.time()),
        )
        write_json(folder / NOTE, asdict(note))

    def _found_earlier(self, part: Part) -> tuple[Path, BuildNote] | None:
        """Return the folder and the note of an earlier build of what a part now is, if one is kept."""
        for folder in _earlier_builds(self._folder / part.name):
            note = read_note(folder / NOTE)
            if note is not None and not _differences(note, part, self._inputs(part)):
                return folder, note
        return None

    def _set_aside(self, folder: Path) -> None:
        """Keep a part's last build as an earlier one."""
        if self._n_earlier and (folder / NOTE).is_file():
            aside = folder / EARLIER / f"{time.time_ns():020}"
            for path in _files(folder):
                _link(path, aside / path.name)

    def _forget_oldest(self, folder: Path) -> None:
        for build in _earlier_builds(folder)[self._n_earlier :]:
            shutil.rmtree(build)

    def _inputs(self, part: Part) -> dict[str, str]:
        for path in part.inputs:
            if path not in self._hashes:
                self._hashes[path] = sha256_file(path)
        return {name_of(path): self._hashes[path] for path in part.inputs}

    def _is_in_place(self, part: Part, number: int, note: BuildNote) -> bool:
        """Say whether an output is there as it was built, after it was put back if need be."""
        path, stored = part.outputs[number], self._folder / part.name / str(number)
        sha256 = note.outputs[str(path)]
        if path.is_file() and sha256_file(path) == sha256:
            return True
        if not stored.is_file() or sha256_file(stored) != sha256:
            return False
        _link(stored, path)
        return True


def read_note(file: Path) -> BuildNote | None:
    """Read a part's note; None where there is none, or where another version of the project wrote it."""
    if not file.is_file():
        return None
    try:
        raw = read_json(file)
        return BuildNote(**raw | {"made": tuple(raw["made"])})
    except (TypeError, KeyError, ValueError):
        return None


def read_notes(study: Path) -> dict[str, BuildNote]:
    """Return {output: note} of all parts of the study in a folder."""
    files = [file for file in sorted((study / PARTS).rglob(NOTE)) if EARLIER not in file.parts]
    notes = [read_note(file) for file in files]
    return {path: note for note in notes if note is not None for path in note.outputs}


def forget_earlier(study: Path) -> None:
    """Forget all builds but the last, of all parts of the study in a folder."""
    for folder in sorted((study / PARTS).rglob(EARLIER)):
        shutil.rmtree(folder)


@cache
def name_of(path: Path) -> str:
    """Return a file's name in notes: that of a file of the repository does not depend on where the study is."""
    name = without_link(str(path))
    if not Path(name).is_absolute():
        return name
    whole = path.resolve()
    return str(whole.relative_to(ROOT)) if whole.is_relative_to(ROOT) else str(path)


def _link(source: Path, target: Path) -> None:
    """Give a file a second name, or a copy where the two are on different disks."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        try:
            os.link(source, temporary)
        except OSError:
            shutil.copyfile(source, temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _earlier_builds(folder: Path) -> list[Path]:
    """Return the folders of a part's earlier builds, the newest first."""
    return sorted((folder / EARLIER).glob("*"), reverse=True)


def _files(folder: Path) -> list[Path]:
    """Return the files of a build, the note last: without it, what a kill left half-done is no build."""
    return sorted(path for path in folder.iterdir() if path.name == NOTE or path.name.isdigit())


def _move_up(build: Path, note: BuildNote, folder: Path) -> BuildNote:
    """Make an earlier build a part's last one."""
    for path in _files(build):
        path.replace(folder / path.name)
    shutil.rmtree(build)
    return note


def _differences(note: BuildNote, part: Part, inputs: Mapping[str, str]) -> list[str]:
    """Return in words what a part would be built from that it was not."""
    if list(note.outputs) != sorted(str(path) for path in part.outputs):
        return ["other files than before"]
    pairs = (("changed", note.inputs, inputs), ("code changed", note.code, part.code))
    changes = [f"{what}: {_some(names)}" for what, old, new in pairs if (names := _changed(old, new))]
    changed = _changed(note.parameters, json.loads(json.dumps(part.parameters)))
    return changes + ([f"other settings: {_some(changed)}"] if changed else [])


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    return [re.sub(r"^package ", "", key) for key in sorted({*old, *new}) if old.get(key) != new.get(key)]


def _some(names: list[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")
