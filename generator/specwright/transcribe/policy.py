"""What the pages cannot know, decided in one place and switchable from the configuration.

`[tool.specwright.transcribe.policy]` holds these fields under the same names. Each default is the choice that adds
least to what the pages say; what a single operation needs otherwise belongs into the overlay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args, get_type_hints

__all__ = ["Policy", "read_policy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The decisions that hold for every page.

    title, version: `info` of the document; without a version, the last segment of the server's URL.
    server: the server where no example names a host.
    roots: entity sets and singletons of the service; when given, every path has to begin with one of them.
    nullability: `documented` allows null where the wording does; `optional` also where a property is not required.
    missing_id: `add` gives every entity a read-only `id`, which tables of a create page leave out; `omit` does not.
    status: which one holds when the response sentence and the example disagree (200 against 201).
    no_content_body: `drop` takes a documented 204 at its word (RFC 9110 section 15.3.5) and drops the body;
        `ok` believes the body and answers 200 with it.
    required_claim: what an introduction says of a whole table ("properties that are required"): `ignore` trusts the
        rows alone, `believe` makes every row required that does not say otherwise.
    reference_body: the body of a `$ref` request that documents an object: `documented`, or the `odata-id` that
        OData 4.01 (Protocol, section 11.4.6.1) asks for.
    unknown_future_value: `keep` lists the sentinel of evolvable enumerations among the values, `drop` does not.
    namespaces: `merge` takes `microsoft.x` and `microsoft.graph.x` for one namespace, `apart` for two.
    alternative_paths: `all` transcribes every line of a request block as an operation, `first` the first one only.
    errors: `documented` has the documented responses only; `odata` adds the OData error as `default`.
    parameter_descriptions: `derive` describes a path parameter by its name where no page does, `omit` does not.
    """

    title: str = "API described by documentation pages"
    version: str = ""
    server: str = "https://graph.microsoft.com/v1.0"
    roots: tuple[str, ...] = ()
    nullability: Literal["documented", "optional"] = "documented"
    missing_id: Literal["add", "omit"] = "add"
    status: Literal["sentence", "example"] = "sentence"
    no_content_body: Literal["drop", "ok"] = "drop"
    required_claim: Literal["ignore", "believe"] = "ignore"
    reference_body: Literal["documented", "odata-id"] = "documented"
    unknown_future_value: Literal["keep", "drop"] = "keep"
    namespaces: Literal["merge", "apart"] = "merge"
    alternative_paths: Literal["all", "first"] = "all"
    errors: Literal["documented", "odata"] = "documented"
    parameter_descriptions: Literal["derive", "omit"] = "derive"


def read_policy(values: Mapping[str, Any]) -> Policy:
    """The policy that a configuration table describes; what it leaves out keeps its default.

    Raises `ValueError` naming the key that is unknown or whose value is not allowed, and what is allowed.
    """
    known = {field.name for field in fields(Policy)}
    if unknown := sorted(set(values) - known):
        raise ValueError(f"{unknown[0]!r} is no policy; the policies are {', '.join(sorted(known))}")
    hints = get_type_hints(Policy)
    return Policy(**{name: _checked(name, value, hints[name]) for name, value in values.items()})


def _checked(name: str, value: Any, hint: Any) -> Any:
    if hint == tuple[str, ...]:
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise ValueError(f"{name!r} must be a list of strings")
        return tuple(value)
    allowed = get_args(hint)
    if allowed and value not in allowed:
        raise ValueError(f"{name!r} is {value!r}; it may be {' or '.join(map(repr, allowed))}")
    if isinstance(value, str):
        return value
    raise ValueError(f"{name!r} must be a string")
