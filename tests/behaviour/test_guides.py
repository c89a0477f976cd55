"""The guides about clients are true: each piece of Python in them runs against the generated server."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PIECES = [
    (name, at, text)
    for name in ("client", "side-by-side")
    for at, text in enumerate(
        re.findall(
            r"^```python\n(.*?)^```",
            (ROOT / "generator" / "docs" / f"{name}.md").read_text("utf-8"),
            re.MULTILINE | re.DOTALL,
        )
    )
]
PRINTED = {("client", 1): r"running 201 1 \S+\n2\n", ("side-by-side", 0): r"f1-\d+ running 3\n"}


@pytest.mark.parametrize(("name", "at", "text"), PIECES, ids=[f"{name}-{at}" for name, at, _ in PIECES])
def test_a_piece_of_python_runs(name: str, at: int, text: str, base_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", text.replace("http://127.0.0.1:8000", base_url)],
        check=False,
        cwd=ROOT / "generated",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(PRINTED.get((name, at), r"[\s\S]*"), done.stdout)
