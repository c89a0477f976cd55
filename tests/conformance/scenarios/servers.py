"""Servers, versions of an API, statuses, and names that are other on the wire."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.conformance.playing import PLAYS, Calls, Play, answered, answers, bodies, equal, not_compiled, scenario


@scenario("server/endpoint/not-defined", "Server_Endpoint_NotDefined_valid")
def endpoint(calls: Calls) -> None:
    calls("valid")


@scenario("server/path/single", "Server_Path_Single_myOp")
def single(calls: Calls) -> None:
    calls("myOp")


@scenario(
    "server/path/multiple", "Server_Path_Multiple_noOperationParams", "Server_Path_Multiple_withOperationPathParam"
)
def multiple(calls: Calls) -> None:
    calls("noOperationParams", path="/server/path/multiple/v1.0")
    calls("withOperationPathParam", "test", path="/server/path/multiple/v1.0")


VERSIONS = {"server/versions/not-versioned": "v1.0", "server/versions/versioned": "2022-12-01-preview"}


def versioned(operation: str, version: str | None, in_path: bool, calls: Calls) -> None:
    """Call with a version in the path, in the query, or nowhere."""
    arguments = [version] if version and in_path else []
    calls(operation, *arguments, **({"api_version": version} if version and not in_path else {}))


for spec, version in VERSIONS.items():
    prefix = "Server_Versions_NotVersioned_" if "not-" in spec else "Server_Versions_Versioned_"
    for operation, value in {
        "withoutApiVersion": None,
        "withQueryApiVersion": version,
        "withPathApiVersion": version,
    }.items():
        played = partial(versioned, operation, value, "Path" in operation)
        PLAYS.append(Play(spec, prefix + operation, played))
played = partial(versioned, "withQueryOldApiVersion", "2021-01-01-preview", False)
PLAYS.append(Play("server/versions/versioned", "Server_Versions_Versioned_withQueryOldApiVersion", played))


def evolved(path: str, operation: str, wire: Any, options: dict[str, str], calls: Calls) -> None:
    """Send a value to a version of the API, and get it back."""
    answered(calls, operation, wire, body=calls.body(operation, wire), path=path, **options)


ADDED, REMOVED = "/versioning/added/api-version:v2", "/versioning/removed/api-version:"
RENAMED = "/versioning/renamed-from/api-version:v2"
V2 = {"prop": "foo", "enumProp": "enumMember", "unionProp": "bar"}
NEW = {"newProp": "foo", "enumProp": "newEnumMember", "unionProp": 10}
EVOLVED: dict[str, tuple[str, str, str, Any, dict[str, str]]] = {
    "Added_v1": (
        "added@v2", ADDED, "v1", {"prop": "foo", "enumProp": "enumMemberV2", "unionProp": 10}, {"header_v2": "bar"}),
    "Added_v2": ("added@v2", ADDED, "v2", V2, {}),
    "Added_InterfaceV2": ("added@v2", ADDED, "InterfaceV2_v2InInterface", V2, {}),
    "MadeOptional_test": (
        "madeOptional@v2", "/versioning/made-optional/api-version:v2", "test", {"prop": "foo"}, {}),
    "Removed_v2": (
        "removed@v2", f"{REMOVED}v2", "v2", {"prop": "foo", "enumProp": "enumMemberV2", "unionProp": "bar"}, {}),
    "Removed_modelV3": (
        "removed@v1", f"{REMOVED}v1", "modelV3", {"id": "123", "enumProp": "enumMemberV1"}, {}),
    "Removed_modelV3_V2preview": ("removed@v2preview", f"{REMOVED}v2preview", "modelV3", {"id": "123"}, {}),
    "Removed_modelV3_V2": (
        "removed@v2", f"{REMOVED}v2", "modelV3", {"id": "123", "enumProp": "enumMemberV1"}, {}),
    "RenamedFrom_newOp": ("renamedFrom@v2", RENAMED, "newOp", NEW, {"new_query": "bar"}),
    "RenamedFrom_NewInterface": ("renamedFrom@v2", RENAMED, "NewInterface_newOpInNewInterface", NEW, {}),
    "ReturnTypeChangedFrom_test": (
        "returnTypeChangedFrom@v2", "/versioning/return-type-changed-from/api-version:v2", "test", "test", {}),
    "TypeChangedFrom_test": (
        "typeChangedFrom@v2", "/versioning/type-changed-from/api-version:v2", "test",
        {"prop": "foo", "changedProp": "bar"}, {"param": "baz"}),
}  # fmt: skip
for name, (spec, path, operation, wire, options) in EVOLVED.items():
    played = partial(evolved, path, operation, wire, options)
    PLAYS.append(Play(f"versioning/{spec}", f"Versioning_{name}", played))

STATUS = "response/status-code-range"
not_compiled(STATUS, "Response_StatusCodeRange_errorResponseStatusCodeInRange", "op errorResponseStatusCodeInRange")


@scenario(STATUS, "Response_StatusCodeRange_errorResponseStatusCode404")
def not_found(calls: Calls) -> None:
    try:
        calls("errorResponseStatusCode404")
    except calls.package.NotFound as error:
        equal((error.body.code, error.body.resource_id), ("not-found", "resource1"))
    else:
        raise AssertionError("was not refused")


ENCODED = "serialization/encoded-name/json"
answers(ENCODED, "Serialization_EncodedName_Json_", {"Property_get": {"wireName": True}})
bodies(ENCODED, "Serialization_EncodedName_Json_", {"Property_send": {"wireName": True}})
