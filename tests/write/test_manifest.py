"""The manifest: the bytes that `json` makes of it, and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from specwright.write import Manifest

TEXTS = st.text(st.characters(exclude_categories=()))


@given(names=st.dictionaries(TEXTS, TEXTS), files=st.sets(st.from_regex(r"[b-y]{1,8}\.py", fullmatch=True)))
@example(names={"\ud800": "a", "é": '"\\\x7f\x1f'}, files=set())
@example(names={"/a\x7fb": "AB"}, files=set())
@example(names={"b": "1", "A": "2", "a/b": "<>&\u2028"}, files={"z.py"})
@example(names={}, files=set())
def test_it_is_written_sorted_and_read_back(names: dict[str, str], files: set[str]) -> None:
    manifest = Manifest(files=dict.fromkeys(files, "0" * 64), names=names)
    table = {"files": manifest.files, "format": 1, "names": names}
    written = manifest.dump()
    assert written == f"{json.dumps(table, indent=1, sort_keys=True)}\n".encode()
    assert Manifest.parse(written) == manifest


@pytest.mark.parametrize("rest", ["", ', "files": []', ', "files": {"a": 1}, "names": {}'])
def test_a_newer_one_is_told_whatever_else_is_in_it(rest: str) -> None:
    with pytest.raises(ValueError, match="a newer Specwright wrote it"):
        Manifest.parse(f'{{"format": 2{rest}}}'.encode())
