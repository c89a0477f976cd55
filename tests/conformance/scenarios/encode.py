"""Encodings of dates, durations, bytes, arrays and numbers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial
from typing import Any

from tests.conformance.playing import PLAYS, Calls, Play, body_of, equal, not_expressible, scenario, snake

PNG = b"\x89PNG\r\n\x1a\n"
DAYS = datetime.timedelta(days=40)
MOMENT = datetime.datetime(2022, 8, 26, 18, 38, tzinfo=datetime.UTC)
GMT = "Fri, 26 Aug 2022 14:38:00 GMT"
COLORS = ["blue", "red", "green"]

DURATIONS: dict[str, Any] = {
    "int32Seconds": 36,
    "floatSeconds": 35.625,
    "float64Seconds": 35.625,
    "int32Milliseconds": 36000,
    "floatMilliseconds": 35625,
    "float64Milliseconds": 35625,
    "int32SecondsLargerUnit": 120,
    "floatSecondsLargerUnit": 150,
    "int32MillisecondsLargerUnit": 180000,
    "floatMillisecondsLargerUnit": 210000,
    "default": DAYS,
    "iso8601": DAYS,
}
HEADERS: dict[str, dict[str, Any]] = {
    "duration": {**DURATIONS, "int32MillisecondsArray": [36000, 47000], "iso8601Array": [DAYS, DAYS + DAYS / 4]},
    "bytes": {"default": b"test", "base64": b"test", "base64url": b"test", "base64urlArray": [b"test", b"test"]},
    "datetime": {"default": GMT, "rfc3339": MOMENT, "rfc7231": GMT, "unixTimestamp": 1686566864,
                 "unixTimestampArray": [1686566864, 1686734256]},
}  # fmt: skip
QUERIES: dict[str, dict[str, Any]] = {
    "duration": {**DURATIONS, "int32SecondsArray": [36, 47], "int32MillisecondsArray": [36000, 47000]},
    "bytes": HEADERS["bytes"],
    "datetime": {**HEADERS["datetime"], "default": MOMENT},
}
PROPERTIES: dict[str, dict[str, Any]] = {
    "duration": {**DURATIONS, "floatSecondsArray": [35.625, 46.75], "floatMillisecondsArray": [35625, 46750]},
    "bytes": HEADERS["bytes"],
    "datetime": {**QUERIES["datetime"]},
    "numeric": {"safeintAsString": "10000000000", "uint32AsStringOptional": "1", "uint8AsString": "255"},
    "array": {
        f"{kind}{name}Delimited"[:1].lower() + f"{kind}{name}Delimited"[1:]: delimiter.join(COLORS)
        for kind in ("", "enum", "extensibleEnum")
        for name, delimiter in {"Comma": ",", "Space": " ", "Pipe": "|", "Newline": "\n"}.items()
    },
}


def parameter(method: str, value: Any, calls: Calls) -> None:
    """Send a value in a query or a header."""
    operation = next(each for each in calls.package.OPERATIONS if each.name == method)
    getattr(calls.encode, method)(**{operation.parameters[0].name: value})


def property_(method: str, value: Any, calls: Calls) -> None:
    """Send an object with a value, and get it back."""
    equal(getattr(calls.encode, method)(body=body_of(calls, "encode", method, value=value)).value, value)


for tables, place, play in (
    (HEADERS, "Header", parameter),
    (QUERIES, "Query", parameter),
    (PROPERTIES, "Property", property_),
):
    for name, values in tables.items():
        for case, value in values.items():
            played = partial(play, snake(f"{place}_{case}"), value)
            PLAYS.append(Play(f"encode/{name}", f"Encode_{name.capitalize()}_{place}_{case}", played))


@scenario("encode/bytes", "Encode_Bytes_RequestBody_base64")
def json_bytes(calls: Calls) -> None:
    calls.encode.request_body_base64(body=b"test")


def in_base64(document: Mapping[str, Any]) -> bool:
    """Whether the document asks for base64, and not for base64url."""
    operations = [item["post"] for item in document["paths"].values() if "post" in item]
    body = next(each["requestBody"] for each in operations if each["operationId"] == "RequestBody_base64url")
    return bool(body["content"]["application/json"]["schema"]["contentEncoding"] == "base64")


not_expressible(
    "encode/bytes",
    "Encode_Bytes_RequestBody_base64url",
    "the document says contentEncoding: base64 of this body",
    in_base64,
)


@scenario("encode/bytes", "Encode_Bytes_ResponseBody_base64", "Encode_Bytes_ResponseBody_base64url")
def json_bytes_back(calls: Calls) -> None:
    equal(calls.encode.response_body_base64(), b"test")
    equal(calls.encode.response_body_base64url(), b"test")


@scenario(
    "encode/bytes",
    "Encode_Bytes_ResponseBody_default",
    "Encode_Bytes_ResponseBody_customContentType",
    "Encode_Bytes_ResponseBody_octetStream",
    "Encode_Bytes_RequestBody_default",
    "Encode_Bytes_RequestBody_customContentType",
    "Encode_Bytes_RequestBody_octetStream",
)
def raw_bytes(calls: Calls) -> None:
    """The picture that the server gives is the one that it wants."""
    picture = calls.encode.response_body_default()
    equal(picture[:8], PNG)
    equal(calls.encode.response_body_custom_content_type(), picture)
    equal(calls.encode.response_body_octet_stream(), picture)
    calls.encode.request_body_default(body=picture)
    calls.encode.request_body_custom_content_type(body=picture)
    calls.encode.request_body_octet_stream(body=iter([picture[:100], picture[100:]]))


def answered(method: str, value: Any, calls: Calls) -> None:
    """A header of an answer, as its type."""
    equal(calls.client().raw_response(getattr(calls.client().encode, method)).header("value"), value)


for case, value in {"default": GMT, "rfc3339": MOMENT, "rfc7231": GMT, "unixTimestamp": 1686566864}.items():
    played = partial(answered, snake(f"ResponseHeader_{case}"), value)
    PLAYS.append(Play("encode/datetime", f"Encode_Datetime_ResponseHeader_{case}", played))
