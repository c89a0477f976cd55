"""Documents as text: YAML for reviewers (block style, quotes only where YAML 1.1 or 1.2 would misread), and JSON.

Both keep the order of the tree.
"""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

__all__ = ["json_text", "yaml_text"]

_WIDTH = 120
_LONG = 100

# Line breaks of YAML 1.1 that are none in YAML 1.2 (section 5.4), and the byte order mark: only escapes keep them.
_BREAKS = re.compile("[\r\x85\u2028\u2029\ufeff]")


def yaml_text(tree: Any) -> str:
    """`tree` (of dict, list, str, int, float, bool and None) as YAML text that ends in a newline."""
    return yaml.dump(tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=False)


def json_text(tree: Any) -> str:
    """`tree` as JSON text, indented, that ends in a newline."""
    return json.dumps(tree, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


class _Dumper(yaml.SafeDumper):
    """Items of a list are indented below their key, and nothing is written as an alias."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _string(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    """Texts of several lines as literal blocks, long ones folded; where a block cannot hold them, PyYAML quotes."""
    style = "|" if "\n" in value else ">" if len(value) > _LONG and " " in value else None
    # Some readers trim what they take for white space, a non-breaking space for one.
    style = '"' if _BREAKS.search(value) or value.strip() != value.strip(" \n\t") else style
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _string)

# PyYAML knows YAML 1.1. These are numbers and null in the core schema of YAML 1.2 (section 10.3.2) and would be left
# unquoted: `1e3`, `0o17`, `+12`, and the like.
_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?\Z"), list("-+.0123456789")
)
_Dumper.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"0o[0-7]+\Z"), ["0"])
