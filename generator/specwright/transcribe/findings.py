"""The kinds of findings about pages; `specwright explain NAME` prints them."""

from __future__ import annotations

from specwright.diagnostics import Code, Severity

__all__ = ["CODES"]

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

PAGE_UNREADABLE = Code(
    name="page-unreadable",
    severity=_ERROR,
    why="A page that cannot be read as UTF-8 text documents nothing.",
    bad="A page saved in Windows-1252, with a non-breaking space as the single byte A0.",
    good="The same page saved in UTF-8.",
)
NO_PAGES = Code(
    name="no-pages",
    severity=_ERROR,
    why="Without a page that documents an API or a resource there is nothing to transcribe.",
    bad="specwright transcribe empty-folder",
    good="specwright transcribe spec/docs",
)
FRONT_MATTER_INVALID = Code(
    name="front-matter-invalid",
    severity=_WARNING,
    why="Front matter is YAML; where it is not, tools that read it guess, and `doc_type` decides what a page is.",
    bad="title: Runs: an overview",
    good='title: "Runs: an overview"',
)
TODO_LEFT = Code(
    name="todo-left",
    severity=_WARNING,
    why="A TODO is a question to the author that readers get to see; what it stands for is missing from the document.",
    bad="|Application|**TODO: Provide applicable permissions.**|",
    good="|Application|Runs.ReadWrite.All|",
)
URI_MISSING = Code(
    name="uri-missing",
    severity=_ERROR,
    why="Nobody can call an operation without its URI. The page generator prints this text when it finds none.",
    bad="POST ** Collection URI for example.report not found",
    good="POST /reports",
)
REQUEST_MISSING = Code(
    name="request-missing",
    severity=_WARNING,
    why="A page about an operation that shows no request line cannot become an operation.",
    bad="## HTTP request\n\nSee the overview.",
    good="## HTTP request\n\n```http\nGET /reports\n```",
)
REQUEST_LINE_UNKNOWN = Code(
    name="request-line-unknown",
    severity=_WARNING,
    why="A request line is a method that HTTP and OpenAPI know, and a path; any other line cannot become an operation.",
    bad="FETCH /reports/{reportId}",
    good="GET /reports/{reportId}",
)
NO_CONTENT_SENTENCE = Code(
    name="no-content-sentence-with-body",
    severity=_ERROR,
    why="A 204 response has no body (RFC 9110 section 15.3.5), so status and promise cannot both hold.",
    bad="... a `204 No Content` response code and a [report](report.md) object in the response body.",
    good="... a `204 No Content` response code.",
)
NO_CONTENT_EXAMPLE = Code(
    name="no-content-example-with-body",
    severity=_ERROR,
    why="A 204 response has no body (RFC 9110 section 15.3.5); clients do not even read it.",
    bad='HTTP/1.1 204 No Content\n\n{ "id": "7" }',
    good="HTTP/1.1 204 No Content",
)
STATUS_DISAGREES = Code(
    name="status-disagrees",
    severity=_WARNING,
    why="Clients branch on the status; sentence and example must name the same one.",
    bad="... returns a `200 OK` response code.\n\nHTTP/1.1 204 No Content",
    good="... returns a `204 No Content` response code.\n\nHTTP/1.1 204 No Content",
)
STATUS_REASON = Code(
    name="status-reason-wrong",
    severity=_WARNING,
    why="A code with the reason of another one leaves open which of the two is meant.",
    bad="`201 OK`",
    good="`201 Created`",
)
STATUS_IMPOSSIBLE = Code(
    name="status-impossible",
    severity=_WARNING,
    why="A status code is a number from 100 to 599 (RFC 9110 section 15); no server can answer with another one.",
    bad="... returns a `999 Created` response code.",
    good="... returns a `201 Created` response code.",
)
STATUS_MISSING = Code(
    name="status-missing",
    severity=_INFO,
    why="Without a status code, readers cannot tell success from failure.",
    bad="If successful, this method returns the report.",
    good="If successful, this method returns a `200 OK` response code and the report.",
)
REFERENCE_WITHOUT_ID = Code(
    name="reference-without-odata-id",
    severity=_ERROR,
    why="A `$ref` request adds a reference; OData 4.01 (Protocol, 11.4.6.1) wants `@odata.id` in its body, not an entity.",
    bad='POST /teams/7/members/$ref\n\n{ "displayName": "Ada" }',
    good='POST /teams/7/members/$ref\n\n{ "@odata.id": "https://example.com/users/1" }',
)
UNROOTED_PATH = Code(
    name="unrooted-path",
    severity=_WARNING,
    why="A path begins at an entity set or a singleton of the service; a navigation property alone has no owner.",
    bad="POST /manager/reports/$ref",
    good="POST /users/{userId}/manager/reports/$ref",
)
PATH_WITHOUT_SLASH = Code(
    name="path-without-slash",
    severity=_INFO,
    why="A path that does not begin with a slash reads as relative to something that the page does not name.",
    bad="GET reports/{reportId}",
    good="GET /reports/{reportId}",
)
SEVERAL_PATHS = Code(
    name="several-paths",
    severity=_WARNING,
    why="Creating below a collection and below one of its members are two operations; one page can describe only one.",
    bad="POST /folders\nPOST /folders/{folderId}/parts/folders",
    good="POST /folders",
)
RECURSIVE_PATH = Code(
    name="recursive-path",
    severity=_WARNING,
    why="A collection that appears again below its own member is usually a slip of a path generator.",
    bad="POST /folders/{folderId}/parts/folders",
    good="POST /folders",
)
PLACEHOLDER_REPEATED = Code(
    name="placeholder-repeated",
    severity=_INFO,
    why="Two placeholders of one name in a path are two values that readers, and OpenAPI, cannot tell apart.",
    bad="GET /groups/{id}/members/{id}",
    good="GET /groups/{groupId}/members/{memberId}",
)
BODY_NOT_ALLOWED = Code(
    name="body-not-allowed",
    severity=_WARNING,
    why="A body of a GET request has no meaning (RFC 9110 section 9.3.1); servers and proxies drop it.",
    bad="GET /reports, with a table of properties to send",
    good="GET /reports, with query parameters",
)
NAMESPACE_DISAGREES = Code(
    name="namespace-disagrees",
    severity=_WARNING,
    why="The namespace line and the type of the page's own examples must agree, or a reader finds two types.",
    bad='Namespace: example\n\n"@odata.type": "#example.sales.report"',
    good='Namespace: example.sales\n\n"@odata.type": "#example.sales.report"',
)
NESTED_TYPE_DISAGREES = Code(
    name="nested-type-disagrees",
    severity=_WARNING,
    why="The table and the example qualify the type of one property differently; one of them names a type that is not.",
    bad='|error|[example.sales.fault](fault.md)|\n\n"error": { "@odata.type": "example.fault" }',
    good='|error|[example.sales.fault](fault.md)|\n\n"error": { "@odata.type": "example.sales.fault" }',
)
NAMESPACE_TWO_WAYS = Code(
    name="namespace-spelled-two-ways",
    severity=_WARNING,
    why="One type under two qualified names looks like two types to everybody who reads `@odata.type`.",
    bad="microsoft.sales.report on one page, microsoft.graph.sales.report on another",
    good="microsoft.graph.sales.report on both pages",
)
REQUIRED_CLAIM = Code(
    name="required-claimed-for-inherited",
    severity=_WARNING,
    why="An introduction that calls every row required says nothing about a table of inherited rows; the base type decides.",
    bad="The following table shows the properties that are required ...\n\n|name|String|Inherited from [item](item.md)|",
    good="|name|String|Inherited from [item](item.md). Required.|",
)
REQUIRED_DIFFERS = Code(
    name="required-differs",
    severity=_WARNING,
    why="A type has one set of required properties; where pages that create it disagree, some callers send too little.",
    bad="`endTime` is required on one page and optional on another, for the same type",
    good="The same rows are required on both pages",
)
OPERATION_TWICE = Code(
    name="operation-documented-twice",
    severity=_INFO,
    why="An OpenAPI document has room for one operation per path and method, and readers wonder which page to believe.",
    bad="Two pages with `PATCH /users/{id}`",
    good="One page with `PATCH /users/{id}`",
)
EXAMPLE_PLACEHOLDER = Code(
    name="example-placeholder",
    severity=_WARNING,
    why="A placeholder string where the table promises a number, a date or a listed value fails when somebody copies it.",
    bad='|count|Int32|\n\n"count": "Integer"',
    good='|count|Int32|\n\n"count": 7',
)
EXAMPLE_VALUE = Code(
    name="example-value-not-listed",
    severity=_WARNING,
    why="An example must use one of the possible values that the table lists.",
    bad='The possible values are: `red`, `blue`.\n\n"colour": "green"',
    good='The possible values are: `red`, `blue`.\n\n"colour": "blue"',
)
EXAMPLE_JSON = Code(
    name="example-json-invalid",
    severity=_WARNING,
    why="An example that is no JSON cannot be tried, checked or shown by tools.",
    bad='{ "id": "7", }',
    good='{ "id": "7" }',
)
COMMENT_INVALID = Code(
    name="comment-not-json",
    severity=_INFO,
    why="The comment before a code block tells tools what the block is; broken JSON there makes it invisible to them.",
    bad='<!-- { "blockType": "request" "name": "a" } -->',
    good='<!-- { "blockType": "request", "name": "a" } -->',
)
TYPE_UNKNOWN = Code(
    name="type-unknown",
    severity=_WARNING,
    why="A type cell that names no type leaves the property without a schema.",
    bad="|owner|** Unknown Type `example.owner` **|",
    good="|owner|[owner](owner.md)|",
)
RAGGED_ROW = Code(
    name="ragged-row",
    severity=_WARNING,
    why="A row with more cells than its heading loses the last ones; usually a pipe in a cell is not escaped.",
    bad="|pattern|String|Either *.a|*.b.|",
    good="|pattern|String|Either *.a\\|*.b.|",
)
ROW_REPEATED = Code(
    name="row-repeated",
    severity=_WARNING,
    why="An object has one property of a name, so of two rows of that name one is wrong; readers cannot tell which.",
    bad="|count|String|\n|count|Int32|",
    good="|count|Int32|",
)

CODES = (
    PAGE_UNREADABLE, NO_PAGES, FRONT_MATTER_INVALID, TODO_LEFT, URI_MISSING, REQUEST_MISSING, REQUEST_LINE_UNKNOWN,
    NO_CONTENT_SENTENCE, STATUS_IMPOSSIBLE,
    NO_CONTENT_EXAMPLE, STATUS_DISAGREES, STATUS_REASON, STATUS_MISSING, REFERENCE_WITHOUT_ID, UNROOTED_PATH,
    PATH_WITHOUT_SLASH, SEVERAL_PATHS, RECURSIVE_PATH, PLACEHOLDER_REPEATED, BODY_NOT_ALLOWED, NAMESPACE_DISAGREES,
    NESTED_TYPE_DISAGREES, NAMESPACE_TWO_WAYS, REQUIRED_CLAIM, REQUIRED_DIFFERS, OPERATION_TWICE, EXAMPLE_PLACEHOLDER,
    EXAMPLE_VALUE, EXAMPLE_JSON, COMMENT_INVALID, TYPE_UNKNOWN, RAGGED_ROW, ROW_REPEATED,
)  # fmt: skip
"""Every kind of finding of this stage."""
