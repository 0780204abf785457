"""What can be asked for, so that a mistyped target is answered with the right one."""

import difflib
from pathlib import PurePath

# Names of rules, and the files that rules without wildcards make. The Snakefile fills it in.
TARGETS: set[str] = set()
ALIKE = 0.6


def no_such_target(target: str) -> str:
    """Say that nothing makes the target, and what may have been meant."""
    near = [known for known in sorted(TARGETS) if PurePath(target).stem in {known, PurePath(known).stem}]
    near = near or difflib.get_close_matches(target, sorted(TARGETS), n=1, cutoff=ALIKE)
    hint = f"did you mean {near[0]}?" if near else "`snakemake --list-target-rules` names what can be asked for"
    return f"No rule makes {target}; {hint}"
