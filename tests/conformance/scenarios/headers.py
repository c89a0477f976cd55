"""Credentials, headers with a meaning of their own, content negotiation, streams, servers."""

from __future__ import annotations

from typing import Any

from tests.conformance.playing import Calls, equal, scenario

GMT = "Fri, 26 Aug 2022 14:38:00 GMT"
TOKEN = "https://security.microsoft.com/.default"


def scheme(calls: Calls, kind: str) -> str:
    """The name of a security scheme."""
    schemes = calls.package.Client._security_schemes
    return next(name for name, each in schemes.items() if each.type == kind)


def refused(calls: Calls, method: Any) -> None:
    """The service answers 403."""
    try:
        method()
    except calls.package.Forbidden as error:
        equal(error.status, 403)
    else:
        raise AssertionError("was not refused")


@scenario("authentication/api-key", "Authentication_ApiKey_valid", "Authentication_ApiKey_invalid")
def api_key(calls: Calls) -> None:
    name = scheme(calls, "apiKey")
    calls.client(auth={name: "valid-key"}).authentication.valid()
    refused(calls, calls.client(auth={name: "invalid-key"}).authentication.invalid)


@scenario("authentication/http/custom", "Authentication_Http_Custom_valid", "Authentication_Http_Custom_invalid")
def custom(calls: Calls) -> None:
    name = scheme(calls, "http")
    calls.client(auth={name: "valid-key"}).authentication.valid()
    refused(calls, calls.client(auth={name: "invalid-key"}).authentication.invalid)


@scenario("authentication/oauth2", "Authentication_OAuth2_valid", "Authentication_OAuth2_invalid")
def oauth2(calls: Calls) -> None:
    calls.client(token=TOKEN).authentication.valid()
    refused(calls, calls.client(token=TOKEN).authentication.invalid)


@scenario("authentication/union", "Authentication_Union_validKey", "Authentication_Union_validToken")
def union(calls: Calls) -> None:
    calls.client(auth={scheme(calls, "apiKey"): "valid-key"}).authentication.valid_key()
    calls.client(token=TOKEN).authentication.valid_token()


@scenario(
    "authentication/noauth/union", "Authentication_Noauth_Union_validNoAuth", "Authentication_Noauth_Union_validToken"
)
def no_auth(calls: Calls) -> None:
    calls("validNoAuth")
    calls.client(token=TOKEN).authentication.valid_token()


@scenario(
    "special-headers/conditional-request",
    "SpecialHeaders_ConditionalRequest_postIfMatch",
    "SpecialHeaders_ConditionalRequest_postIfNoneMatch",
    "SpecialHeaders_ConditionalRequest_headIfModifiedSince",
    "SpecialHeaders_ConditionalRequest_postIfUnmodifiedSince",
)
def conditional(calls: Calls) -> None:
    calls.special_headers.post_if_match(if_match='"valid"')
    calls.special_headers.post_if_none_match(if_none_match='"invalid"')
    calls.special_headers.head_if_modified_since(if_modified_since=GMT)
    calls.special_headers.post_if_unmodified_since(if_unmodified_since=GMT)


@scenario("special-headers/repeatability", "SpecialHeaders_Repeatability_immediateSuccess")
def repeatability(calls: Calls) -> None:
    calls.special_headers.immediate_success(
        repeatability_request_id="2378d9bc-1726-11ee-be56-0242ac120002",
        repeatability_first_sent="Tue, 15 Nov 2022 12:45:26 GMT",
    )


@scenario("streaming/jsonl", "Streaming_Jsonl_Basic_send", "Streaming_Jsonl_Basic_receive")
def lines(calls: Calls) -> None:
    text = b'{"desc": "one"}\n{"desc": "two"}\n{"desc": "three"}'
    equal(calls.streaming.basic_receive(), text)
    calls.streaming.basic_send(body=text)


@scenario(
    "payload/media-type",
    "Payload_MediaType_StringBody_sendAsText",
    "Payload_MediaType_StringBody_getAsText",
    "Payload_MediaType_StringBody_sendAsJson",
    "Payload_MediaType_StringBody_getAsJson",
)
def text_or_json(calls: Calls) -> None:
    equal(calls.payload.string_body_get_as_text(), "{cat}")
    equal(calls.payload.string_body_get_as_json(), "foo")
    calls.payload.string_body_send_as_text(body="{cat}")
    calls.payload.string_body_send_as_json(body="foo")
