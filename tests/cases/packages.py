"""What is generated from each case: a folder with a document and the package that is expected of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from specwright.diagnostics import Sink
from specwright.ingest import read
from specwright.lower import lower
from specwright.render import RenderOptions, render
from specwright.render.styles.style import Style

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/spec.yaml"))


@cache
def package(case: Path, style: Style | None = None) -> Mapping[str, bytes]:
    """Every file of the package for a case; with models in another style than pydantic's, if one is given."""
    sink = Sink()
    document = read(case / "spec.yaml", sink=sink, name="spec.yaml")
    assert document is not None, sink.diagnostics
    options = RenderOptions(package=case.name, document=b"{}", style=style)
    artifacts = render(lower(document, sink=sink), options)
    return {artifact.path: artifact.content for artifact in artifacts}


def own(files: Mapping[str, bytes]) -> dict[str, str]:
    """The generated modules: without the runtime, which is the same for all."""
    return {
        path: text.decode() for path, text in files.items() if path.endswith(".py") and not path.startswith("_runtime/")
    }
