"""Bodies that are not JSON alone: files, forms of several parts, XML, merge patches, and what Accept chooses."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from tests.conformance.playing import PLAYS, Calls, Play, equal, not_expressible, scenario, sent

NEGOTIATED = "payload/content-negotiation"
PATCHED = "payload/json-merge-patch"
PARTS = "payload/multipart"
TEXT = {"message": "test file content"}


def picture(calls: Calls, kind: str) -> bytes:
    """One of the suite's pictures."""
    return Path(calls.assets, f"image.{kind}").read_bytes()


@scenario(NEGOTIATED, "Payload_ContentNegotiation_SameBody", "Payload_ContentNegotiation_DifferentBody")
def negotiation(calls: Calls) -> None:
    png, jpg = picture(calls, "png"), picture(calls, "jpg")
    same = "SameBody_getAvatarAsPng_SameBody_getAvatarAsJpeg"
    equal(calls(same, options=accepting(calls, "image/png")), png)
    equal(calls(same, options=accepting(calls, "image/jpeg")), jpg)
    different = "DifferentBody_getAvatarAsPng_DifferentBody_getAvatarAsJson"
    equal(calls(different, options=accepting(calls, "image/png")), png)
    equal(calls(different, options=accepting(calls, "application/json")).content, png)


def accepting(calls: Calls, media_type: str) -> Any:
    """The options of a call that asks for a media type: a header parameter called Accept has no meaning in OpenAPI."""
    return calls.package.RequestOptions(headers={"Accept": media_type})


INNER = {"name": "InnerMadge", "description": "innerDesc"}
RESOURCE = {
    "name": "Madge", "description": "desc", "map": {"key": INNER}, "array": [INNER], "intValue": 1, "floatValue": 1.25,
    "innerModel": INNER, "intArray": [1, 2, 3],
}  # fmt: skip
PATCH = {
    **dict.fromkeys(("description", "array", "intValue", "floatValue", "innerModel", "intArray")),
    "map": {"key": {"description": None}, "key2": None},
}
PATCHES = "Payload_JsonMergePatch_"


@scenario(PATCHED, f"{PATCHES}createResource", f"{PATCHES}updateResource", f"{PATCHES}updateOptionalResource")
def merge_patch(calls: Calls) -> None:
    created = sent(calls, "createResource", RESOURCE)
    equal((created.name, created.array[0].name, created.int_array), ("Madge", "InnerMadge", [1, 2, 3]))
    for operation in ("updateResource", "updateOptionalResource"):
        updated = calls(operation, body=PATCH)  # a mapping: the document's own types have no null
        equal((updated.name, updated.map["key"].name), ("Madge", "InnerMadge"))


def part(operation: str, calls: Calls, *forms: dict[str, Any]) -> None:
    """Send forms, whose files are named by their kind."""
    for form in forms:
        sent(calls, operation, {name: filed(calls, value) for name, value in form.items()})


def filed(calls: Calls, value: Any) -> Any:
    """A picture, or several, for the names of files; other values as they are."""
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        return [filed(calls, each) for each in value]
    if isinstance(value, tuple):
        name, kind, *content_type = value
        return (name, picture(calls, kind), *content_type)
    return value


BYTES = "application/octet-stream"
JPG, PNG = ("any.bin", "jpg", BYTES), ("any.bin", "png", BYTES)
ONLY_ID, ADDRESS = {"id": "123"}, {"address": {"city": "X"}}
FILES = {"profileImage": JPG, "pictures": [("a.bin", "png", BYTES), ("b.bin", "png", BYTES)]}
FORMS: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "FormData_basic": ("FormData_basic", [{**ONLY_ID, "profileImage": JPG}]),
    "FormData_withWireName": ("FormData_withWireName", [{**ONLY_ID, "profileImage": JPG}]),
    "FormData_optionalParts": (
        "FormData_optionalParts",
        [ONLY_ID, {"profileImage": JPG}, {**ONLY_ID, "profileImage": JPG}],
    ),
    "FormData_fileArrayAndBasic": ("FormData_fileArrayAndBasic", [{**ONLY_ID, **ADDRESS, **FILES}]),
    "FormData_jsonPart": ("FormData_jsonPart", [{**ADDRESS, "profileImage": JPG}]),
    "FormData_binaryArrayParts": ("FormData_binaryArrayParts", [{**ONLY_ID, "pictures": FILES["pictures"]}]),
    "FormData_multiBinaryParts": (
        "FormData_multiBinaryParts",
        [{"profileImage": JPG}, {"profileImage": JPG, "picture": PNG}],
    ),
    "FormData_checkFileNameAndContentType": (
        "FormData_checkFileNameAndContentType",
        [{**ONLY_ID, "profileImage": ("hello.jpg", "jpg", "image/jpg")}],
    ),
    "FormData_anonymousModel": ("FormData_anonymousModel", [{"profileImage": JPG}]),
    "FormData_HttpParts_ContentType_imageJpegContentType": (
        "ContentType_imageJpegContentType",
        [{"profileImage": ("hello.jpg", "jpg")}],
    ),
    "FormData_HttpParts_ContentType_requiredContentType": ("ContentType_requiredContentType", [{"profileImage": JPG}]),
    "FormData_HttpParts_ContentType_optionalContentType": (
        "ContentType_optionalContentType",
        [{"profileImage": ("any.bin", "jpg")}, {"profileImage": JPG}],
    ),
    "FormData_HttpParts_NonString_float": ("NonString_float", [{"temperature": 0.5}]),
    "FormData_File_uploadFileSpecificContentType": (
        "File_uploadFileSpecificContentType",
        [{"file": ("image.png", "png")}],
    ),
    "FormData_File_uploadFileRequiredFilename": ("File_uploadFileRequiredFilename", [{"file": ("image.png", "png")}]),
    "FormData_File_uploadFileArray": (
        "File_uploadFileArray",
        [{"files": [("image1.png", "png"), ("image2.png", "png")]}],
    ),
}
for name, (operation, forms) in FORMS.items():

    def form(operation: str, forms: list[dict[str, Any]], calls: Calls) -> None:
        part(operation, calls, *forms)

    PLAYS.append(Play(PARTS, f"Payload_MultiPart_{name}", partial(form, operation, forms)))


def alike(document: Mapping[str, Any]) -> bool:
    """Whether an array in one part is described as one with a part for each item is."""
    properties = document["components"]["schemas"]["ComplexHttpPartsModelRequest"]["properties"]
    return all(
        properties[name].keys() - {"description"} == {"type", "items"} for name in ("pictures", "previousAddresses")
    )


not_expressible(
    PARTS,
    "Payload_MultiPart_FormData_HttpParts_jsonArrayAndFileArray",
    "the document describes an array in one part (previousAddresses) as it describes an array of parts (pictures)",
    alike,
)


@scenario(
    "type/file",
    "Type_File_Body_uploadFileSpecificContentType",
    "Type_File_Body_uploadFileMultipleContentTypes",
    "Type_File_Body_uploadFileDefaultContentType",
    "Type_File_Body_uploadFileJsonContentType",
    "Type_File_Body_downloadFileSpecificContentType",
    "Type_File_Body_downloadFileMultipleContentTypes",
    "Type_File_Body_downloadFileDefaultContentType",
    "Type_File_Body_downloadFileJsonContentType",
)
def files(calls: Calls) -> None:
    png = picture(calls, "png")
    as_png = calls.package.RequestOptions(content_type="image/png")
    calls("Body_uploadFileSpecificContentType", body=png)
    calls("Body_uploadFileMultipleContentTypes", body=png, options=as_png)
    calls("Body_uploadFileDefaultContentType", body=png, options=as_png)
    calls("Body_uploadFileJsonContentType", body=json.dumps(TEXT, separators=(",", ":")).encode())
    for kind in ("SpecificContentType", "MultipleContentTypes", "DefaultContentType"):
        equal(calls(f"Body_downloadFile{kind}"), png)
    equal(calls("Body_downloadFileJsonContentType"), TEXT)


SIMPLE, SECOND = "<name>foo</name><age>123</age>", "<name>bar</name><age>456</age>"
STRINGS = "<string>red</string><string>green</string><string>blue</string>"
COUNTS = "<int32>1</int32><int32>2</int32>"


def flat(tag: str) -> str:
    return "".join(f"<{tag}>{color}</{tag}>" for color in ("red", "green", "blue"))


XML = {
    "SimpleModel": f"<SimpleModel>{SIMPLE}</SimpleModel>",
    "ModelWithSimpleArrays": f"<colors>{STRINGS}</colors><counts>{COUNTS}</counts>",
    "ModelWithArrayOfModel": f"<items><SimpleModel>{SIMPLE}</SimpleModel><SimpleModel>{SECOND}</SimpleModel></items>",
    "ModelWithOptionalField": "<item>widget</item>",
    "ModelWithAttributes": '<ModelWithAttributes id1="123" id2="foo"><enabled>true</enabled></ModelWithAttributes>',
    "ModelWithUnwrappedArray": f"{flat('colors')}<counts>{COUNTS}</counts>",
    "ModelWithRenamedArrays": f"{flat('Colors')}<Counts>{COUNTS}</Counts>",
    "ModelWithRenamedFields": "<ModelWithRenamedFieldsSrc>"
    f"<InputData>{SIMPLE}</InputData><OutputData>{SECOND}</OutputData></ModelWithRenamedFieldsSrc>",
    "ModelWithEmptyArray": "<items />",
    "ModelWithText": '<ModelWithText language="foo">\n  This is some text.\n</ModelWithText>',
    "ModelWithDictionary": "<metadata><Color>blue</Color><Count>123</Count><Enabled>false</Enabled></metadata>",
    "ModelWithEncodedNames": "<ModelWithEncodedNamesSrc>"
    f"<SimpleModelData>{SIMPLE}</SimpleModelData><PossibleColors>{STRINGS}</PossibleColors></ModelWithEncodedNamesSrc>",
    "ModelWithEnum": "<status>success</status>",
    "ModelWithDatetime": "<rfc3339>2022-08-26T18:38:00.000Z</rfc3339><rfc7231>Fri, 26 Aug 2022 14:38:00 GMT</rfc7231>",
}


def bare(xml: str) -> str:
    """XML without its declaration and the blanks between its tags."""
    return re.sub(r"^<\?.*?\?>|(?<=>)\s+|\s+(?=<)", "", xml.strip()).strip()


def get_xml(operation: str, xml: str, calls: Calls) -> None:
    """The answer is the text, apart from blanks."""
    equal(bare(calls(operation)), bare(xml))


def put_xml(operation: str, xml: str, calls: Calls) -> None:
    """The text arrives."""
    calls(operation, body=xml)


for name, content in XML.items():
    xml = content if f"<{name}" in content[: len(name) + 1] else f"<{name}>{content}</{name}>"
    for way, play in (("get", get_xml), ("put", put_xml)):
        operation = f"{name}Value_{way}"
        PLAYS.append(Play("payload/xml", f"Payload_Xml_{operation}", partial(play, operation, xml)))


@scenario("payload/xml", "Payload_Xml_XmlErrorValue_get")
def xml_error(calls: Calls) -> None:
    try:
        calls("XmlErrorValue_get")
    except calls.package.BadRequest as error:
        message = "<message>Something went wrong</message><code>400</code>"
        equal(bare(error.content.decode()), f"<XmlErrorBody>{message}</XmlErrorBody>")
    else:
        raise AssertionError("was not refused")
