"""Real documents read without an exception, to the values that other readers find."""

from __future__ import annotations

import csv
import gc
import json
import re
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml

from specwright.diagnostics import Sink
from specwright.ingest import read

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
FILES = sorted({row["file"] for row in csv.DictReader((CORPUS / "index.csv").open())} if CORPUS.exists() else ())
LARGE = 3_100_000
"""Bytes; larger documents are read, but not compared, to keep the test fast."""
WORD = "tag:yaml.org,2002:"

pytestmark = pytest.mark.skipif(not FILES, reason="the corpus is not beside this checkout")


class Core(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """PyYAML with the core schema of YAML 1.2, and keys as they are written."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[str, Any]:
        return {key.value: self.construct_object(value, deep=deep) for key, value in node.value}


Core.add_implicit_resolver(WORD + "bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
Core.add_implicit_resolver(WORD + "null", re.compile(r"(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
Core.add_implicit_resolver(WORD + "int", re.compile(r"[-+]?[0-9]+$"), list("-+0123456789"))
Core.add_implicit_resolver(
    WORD + "float", re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"), list("-+.0123456789")
)
Core.add_constructor(WORD + "int", lambda loader, node: int(node.value))
Core.add_constructor(WORD + "float", lambda loader, node: float(node.value))


@pytest.fixture(autouse=True)
def _without_collection() -> Any:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("group", ["vendors", "apisguru", "testdata"])
def test_the_corpus_reads_to_the_same_values_as_elsewhere(group: str) -> None:
    for file in FILES:
        if file.startswith(group):
            document = read(CORPUS / file, sink=Sink(), name=file)
            assert document is not None, file
            assert (CORPUS / file).stat().st_size > LARGE or document.source() == elsewhere(CORPUS / file), file


def elsewhere(path: Path) -> Any:
    text = path.read_text(encoding="utf-8-sig")
    return json.loads(text) if path.suffix == ".json" else yaml.load(text, Loader=Core)
