"""A command that is stopped tidies up: what it made for a while is gone, and nothing is half made."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SLOW = """
import pathlib
from specwright.__main__ import command
from specwright.render import formatting
formatting._MEMORY = pathlib.Path("memory")
command()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_nothing_is_left_of_a_command_that_is_stopped(
    sent: signal.Signals, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    memory = Path("memory")
    memory.mkdir()
    Path("slow.py").write_text(SLOW)
    schemas = {f"Thing{number}": {"type": "object", "properties": {"name": {}}} for number in range(3_000)}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "components": {"schemas": schemas}}
    Path("openapi.json").write_text(json.dumps(document))
    command = [sys.executable, "slow.py", "generate", "openapi.json"]
    # Python leaves an ignored SIGINT as it is, and what a shell starts in the background has one.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not list(memory.iterdir()):
        assert running.poll() is None
        time.sleep(0.001)
    running.send_signal(sent)
    assert running.wait(60) == code
    assert "interrupted, nothing was written" in running.stderr.read()  # type: ignore[union-attr]
    assert list(memory.iterdir()) == []
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["memory", "openapi.json", "slow.py"]
