"""Parameters and bodies: where they go and how they are written."""

from __future__ import annotations

from functools import partial

from tests.conformance.playing import PLAYS, Calls, Play, body_of, not_expressible, scenario

COLORS = ["blue", "red", "green"]

for place, styles in {"query": ("multi", "csv", "ssv", "pipes"), "header": ("csv",)}.items():
    for style in styles:

        def collection(method: str, calls: Calls) -> None:
            getattr(calls.parameters, method)(colors=COLORS)

        name = f"Parameters_CollectionFormat_{place.capitalize()}_{style}"
        PLAYS.append(Play("parameters/collection-format", name, partial(collection, f"{place}_{style}")))


@scenario("parameters/basic", "Parameters_Basic_ExplicitBody_simple", "Parameters_Basic_ImplicitBody_simple")
def basic(calls: Calls) -> None:
    for method in ("explicit_body_simple", "implicit_body_simple"):
        getattr(calls.parameters, method)(body=body_of(calls, "parameters", method, name="foo"))


@scenario("parameters/path", "Parameters_Path_normal")
def path(calls: Calls) -> None:
    calls.parameters.normal("foo")


not_expressible(
    "parameters/path",
    "Parameters_Path_optional",
    "a path parameter of OpenAPI is required; the document has /optional{name}",
    lambda document: "/parameters/path/optional{name}" in document["paths"],
)


@scenario("parameters/query", "Parameters_Query_Constant_post")
def constant(calls: Calls) -> None:
    calls.parameters.constant_post(query_param="constantValue")


@scenario(
    "parameters/body-optionality",
    "Parameters_BodyOptionality_requiredExplicit",
    "Parameters_BodyOptionality_OptionalExplicit",
    "Parameters_BodyOptionality_requiredImplicit",
)
def optionality(calls: Calls) -> None:
    for method in ("required_explicit", "required_implicit", "optional_explicit_set"):
        getattr(calls.parameters, method)(body=body_of(calls, "parameters", method, name="foo"))
    calls.parameters.optional_explicit_omit()


NAME = {"name": "foo"}
MANY = {"requiredString": "foo", "optionalInt": 1, "requiredIntList": [1, 2], "optionalStringList": ["foo", "bar"]}
SPREAD = {
    "Model_spreadAsRequestBody": ("model_spread_as_request_body", (), {}, NAME),
    "Model_spreadCompositeRequestOnlyWithBody": ("model_spread_composite_request_only_with_body", (), {}, NAME),
    "Model_spreadCompositeRequestWithoutBody": (
        "model_spread_composite_request_without_body", ("foo",), {"test_header": "bar"}, None),
    "Model_spreadCompositeRequest": ("model_spread_composite_request", ("foo",), {"test_header": "bar"}, NAME),
    "Model_spreadCompositeRequestMix": (
        "model_spread_composite_request_mix", ("foo",), {"test_header": "bar"}, {"prop": "foo"}),
    "Alias_spreadAsRequestBody": ("alias_spread_as_request_body", (), {}, NAME),
    "Alias_spreadAsRequestParameter": ("alias_spread_as_request_parameter", ("1",), {"x_ms_test_header": "bar"}, NAME),
    "Alias_spreadWithMultipleParameters": (
        "alias_spread_with_multiple_parameters", ("1",), {"x_ms_test_header": "bar"}, MANY),
    "Alias_spreadParameterWithInnerModel": (
        "alias_spread_parameter_with_inner_model", ("1",), {"x_ms_test_header": "bar"}, NAME),
    "Alias_spreadParameterWithInnerAlias": (
        "alias_spread_parameter_with_inner_alias", ("1",), {"x_ms_test_header": "bar"}, {**NAME, "age": 1}),
}  # fmt: skip

for name, (method, in_path, headers, members) in SPREAD.items():

    def spread(
        method: str, in_path: tuple[str, ...], headers: dict[str, str], members: dict[str, object] | None, calls: Calls
    ) -> None:
        body = {"body": body_of(calls, "parameters", method, **members)} if members else {}
        getattr(calls.parameters, method)(*in_path, **headers, **body)

    played = partial(spread, method, in_path, headers, members)
    PLAYS.append(Play("parameters/spread", f"Parameters_Spread_{name}", played))
