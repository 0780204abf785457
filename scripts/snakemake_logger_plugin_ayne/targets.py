"""What can be asked for, so that a mistyped target or setting is answered with the right one."""

import difflib
import re
from collections.abc import Sequence
from pathlib import PurePath

# Names of rules, and the files that rules without wildcards make. The Snakefile fills it in.
TARGETS: set[str] = set()
ALIKE = 0.6
DOTTED = re.compile(r"([A-Za-z_]\w*)\.([\w.]+)=(.*)")


def no_such_target(target: str) -> str:
    """Say that nothing makes the target, and what may have been meant."""
    # A shell completes a folder with a slash, which Snakemake takes off: what is a rule is then a file
    if target in TARGETS:
        return (
            f"No rule makes a file {target}; write the rule's name as it is, {target}, without a / or ./ of the shell's"
        )
    near = [known for known in sorted(TARGETS) if PurePath(target).stem in {known, PurePath(known).stem}]
    near = near or difflib.get_close_matches(target, sorted(TARGETS), n=1, cutoff=ALIKE)
    hint = f"did you mean {near[0]}?" if near else "`snakemake --list-target-rules` names what can be asked for"
    return f"No rule makes {target}; {hint}"


def not_a_key(arguments: Sequence[str]) -> str:
    """Say how `--config features.set=greenlight` is written, as Snakemake refuses a name with a dot in it."""
    for argument in arguments:
        if match := DOTTED.fullmatch(argument):
            section, keys, value = match.groups()
            for key in reversed(keys.split(".")):
                value = f"{{{key}: {value}}}"
            return f"--config {argument}: Snakemake takes no dot in a name; write --config {section}='{value}'"
    return "--config: a name=value has no valid name; it is a word of letters, digits and _"
