"""What lint has no use for is not loaded: it would take longer than checking a document does."""

import subprocess
import sys
from pathlib import Path

HEAVY = ("jinja2", "specwright.render", "specwright.lower.api", "subprocess", "importlib.metadata", "yaml")


def test_a_run_loads_neither_templates_nor_types(tmp_path: Path) -> None:
    (file := tmp_path / "openapi.json").write_text('{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}')
    code = f"import sys; from specwright.cli import main; main({['lint', str(file), '--format', 'json', '-q']!r})"
    code += f"; print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert run.stderr.splitlines()[-1] == "[]"
