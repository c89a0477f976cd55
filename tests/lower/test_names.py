"""Names are identifiers whatever the document calls things, and stay what they were."""

from __future__ import annotations

import keyword
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specwright.lower.names import Names, Scope, ascii_name, capitals, pascal, shortened, singular, snake, words

text = st.text() | st.text(alphabet="aA1_-$ .éßİŉǰ日ﬁ👍\u0301\u200b", max_size=8)


@given(text)
def test_every_text_has_an_identifier_in_each_case(wire_name: str) -> None:
    for name in (snake(wire_name), pascal(wire_name), capitals(snake(wire_name))):
        assert name.isidentifier()
        assert not keyword.iskeyword(name)
        assert not name.startswith("_")
        assert name == unicodedata.normalize("NFKC", name)


@given(text)
def test_a_file_name_is_ascii(wire_name: str) -> None:
    assert ascii_name(snake(wire_name)).isascii()


@given(st.lists(text, max_size=12))
def test_a_scope_gives_each_name_once(wire_names: list[str]) -> None:
    scope = Scope(reserved=frozenset({"value"}), folded=True)
    given_names = [scope.claim([snake(wire_name)]) for wire_name in wire_names]
    assert len({name.casefold() for name in given_names}) == len(wire_names)
    assert "value" not in given_names


@pytest.mark.parametrize(
    ("wire_name", "expected"),
    [
        ("HTTPServerIDs", "http_server_ids"),
        ("OAuth2Token", "oauth2_token"),
        ("v1beta1", "v1beta1"),
        ("APIv2", "api_v2"),
        ("S3Bucket", "s3_bucket"),
        ("eTag", "e_tag"),
        ("@odata.type", "odata_type"),
        ("+1", "plus_1"),
        ("-1", "minus_1"),
        ("👍", "thumbs_up_sign"),
        ("größe", "größe"),
        ("2fa", "value_2fa"),
        ("class", "class_"),
        ("", "value"),
    ],
)
def test_words_are_found(wire_name: str, expected: str) -> None:
    assert snake(wire_name) == expected


def test_pascal_joins_words() -> None:
    assert pascal("pull-request_v2.HTTPId") == "PullRequestV2HttpId"
    assert words("runID") == ["run", "id"]


@pytest.mark.parametrize(
    ("plural", "single"),
    [
        ("labels", "label"),
        ("entries", "entry"),
        ("boxes", "box"),
        ("addresses", "address"),
        ("status", ""),
        ("data", ""),
    ],
)
def test_singular(plural: str, single: str) -> None:
    assert singular(plural) == single


def test_the_incumbent_keeps_its_name_and_the_newcomer_is_renamed() -> None:
    first, scope = Names(), Scope()
    assert first.give(scope, "old", ["Pet"]) == "Pet"
    second, scope = Names(lock=first.given), Scope()
    second.hold(scope, ["new", "old"])
    assert second.give(scope, "new", ["Pet"]) == "Pet2"
    assert second.give(scope, "old", ["Pet"]) == "Pet"
    assert (second.numbered, second.renamed) == (["Pet2"], {"new": "Pet"})


def test_a_lock_that_was_tampered_with_is_not_trusted() -> None:
    names, scope = Names(lock={"a": "x; import os", "b": "Fine"}), Scope()
    names.hold(scope, ["a", "b"])
    assert names.give(scope, "a", ["A"]) == "A"
    assert names.give(scope, "b", ["B"]) == "Fine"


@given(text, st.integers(1, 40))
def test_a_short_name_is_an_identifier_that_fits(wire_name: str, length: int) -> None:
    name = pascal(wire_name)
    assert shortened(name, length).isidentifier()
    assert shortened(name, len(name)) == name


def test_a_long_name_keeps_its_ends() -> None:
    name = pascal("put files id metadata enterprise security classification request")
    assert shortened(name, 40) == "PutFilesIdClassificationRequest"
    assert pascal(f"first {'resource ' * 20}gb transfer").startswith("FirstResource")
    assert pascal(f"first {'resource ' * 20}gb transfer").endswith("ResourceGbTransfer")
