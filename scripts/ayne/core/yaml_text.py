"""YAML as its author means it: what PyYAML takes for something else in silence is an error that says where."""

import re
from typing import Any

import yaml

_OCTAL = re.compile(r"[-+]?0[0-9_]+")
_MERGE, _NULL = "tag:yaml.org,2002:merge", "tag:yaml.org,2002:null"
# libyaml reads a file in a millisecond, the pure Python reader needs twenty
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class StrictYaml(_Loader):  # type: ignore[misc]
    """Safe YAML; of a key that stands twice PyYAML takes the last, of 012 it makes 10, of 2025-02-29 a `ValueError`."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        """Refuse a key that stands twice; one that is merged in (`<<`) gives way to the mapping's own."""
        seen = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != _MERGE:
                if key.value in seen:
                    raise _mistake(key, f"{key.value} stands twice; leave one")
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)

    def construct_whole(self, node: Any) -> Any:
        """Refuse a number that begins with 0, which YAML 1.1 reads by eights."""
        if _OCTAL.fullmatch(node.value):
            raise _mistake(node, f"{node.value} begins with 0; leave that out, or quote it if it is a text")
        return self.construct_yaml_int(node)

    def construct_day(self, node: Any) -> Any:
        """Refuse a day that no calendar has."""
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError as error:
            raise _mistake(node, f"{node.value} is no day: {error}") from None


StrictYaml.add_constructor("tag:yaml.org,2002:int", StrictYaml.construct_whole)
StrictYaml.add_constructor("tag:yaml.org,2002:timestamp", StrictYaml.construct_day)


class TextYaml(StrictYaml):
    """The same with every value as it is written, as in a CSV file; null is None.

    `no` is Norwegian and not false, `1917` may be a title.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 (PyYAML's own)
        first: [(tag, pattern) for tag, pattern in known if tag in (_NULL, _MERGE)]
        for first, known in StrictYaml.yaml_implicit_resolvers.items()
    }


def _mistake(node: Any, message: str) -> yaml.YAMLError:
    return yaml.constructor.ConstructorError(None, None, message, node.start_mark)
