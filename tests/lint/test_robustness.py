"""No rule raises, whatever the tree: a document may be anything, and a traceback is never its author's fault."""

import copy
from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.lint.documents import complete

from specwright.diagnostics import Sink, Span
from specwright.ingest.document import Document
from specwright.lint import RULES, LintSettings, lint

DOCUMENTS = [yaml.safe_load(complete(text)) for rule in RULES for text in (rule.bad, rule.good)]

WRONG = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.sampled_from(["", "#", "#/paths", "#/components/schemas/Run", "array", "/{a", "https://{x}/"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(st.sampled_from(["$ref", "name", "in", "a", "schema", "200"]), inner, max_size=3),
    ),
    max_leaves=4,
)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, Any]:
    """An example of a rule with up to three of its nodes replaced by something that does not belong there."""
    tree = copy.deepcopy(draw(st.sampled_from(DOCUMENTS)))
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(tree))
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        holder[key] = draw(WRONG)
    return {**tree, "openapi": str(tree.get("openapi") or "3.1.0")}


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(spoilt())
def test_no_rule_raises(tree: dict[str, Any]) -> None:
    document = Document(
        file="x",
        root=tree,
        declared_version=tree["openapi"],
        locate=lambda at, _key: Span(file=at.file, line=1, column=1),
    )
    sink = Sink()
    lint(document, sink=sink, settings=LintSettings(preset="all"))
    assert all(one.message for one in sink)
