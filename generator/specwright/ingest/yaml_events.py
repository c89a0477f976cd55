"""The events of YAML text, as libyaml reports them, with what YAML 1.2 reads otherwise set right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import yaml

from specwright.ingest import codes
from specwright.ingest.finding import Finding, Refusal

__all__ = ["MERGE", "SEPARATORS", "events", "is_merge"]

MERGE = "<<"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# libyaml breaks lines at these as YAML 1.1 did; in YAML 1.2 they are ordinary characters (section 5.4).
SEPARATORS = "\x85\u2028\u2029"
_BREAKS = str.maketrans(SEPARATORS, "\uf8f0\uf8f1\uf8f2")
_RESTORE = str.maketrans("\uf8f0\uf8f1\uf8f2", SEPARATORS)

_FORBIDDEN = re.compile(r"[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@contextmanager
def events(content: bytes) -> Iterator[Iterator[Any]]:
    """The events of a YAML text in UTF-8; raises `Refusal` where it stops being YAML."""
    try:
        if _breaks_otherwise(content):
            yield map(_restored, _events(content.decode().translate(_BREAKS)))
        else:
            yield _events(content)
    except yaml.MarkedYAMLError as error:
        raise Refusal(_syntax(error)) from None
    except yaml.YAMLError:
        raise Refusal(_forbidden(content.decode().translate(_BREAKS))) from None


def _events(stream: str | bytes) -> Iterator[Any]:
    return iter(_Loader(stream).get_event, None)


def _restored(event: Any) -> Any:
    if type(event) is yaml.ScalarEvent:
        event.value = event.value.translate(_RESTORE)
    return event


def is_merge(event: Any) -> bool:
    """Whether the key that `event` wrote is a merge key: a plain `<<` (YAML 1.1 merge type)."""
    return type(event) is yaml.ScalarEvent and event.value == MERGE and event.implicit[0] and not event.style


def _breaks_otherwise(content: bytes) -> bool:
    # One byte is found in a tenth of the time of several.
    return any(mark[-1:] in content and mark in content for mark in map(str.encode, SEPARATORS))


def _forbidden(text: str) -> Finding:
    match = _FORBIDDEN.search(text)
    start = match.start() if match else 0
    message = f"the character U+{ord(text[start]):04X} is not allowed in YAML; remove it, or write it as an escape"
    return Finding(code=codes.SYNTAX_YAML, message=message, start=start)


def _syntax(error: yaml.MarkedYAMLError) -> Finding:
    mark = error.problem_mark or error.context_mark
    message = f"this is not YAML: {error.problem or error.context}"
    if error.context and error.problem:
        message += f" ({error.context})"
    return Finding(code=codes.SYNTAX_YAML, message=message, start=mark.index if mark else 0)
