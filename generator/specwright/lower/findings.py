"""What lowering has to say about a document: kinds of findings, each with its reason and an example."""

from __future__ import annotations

from specwright.diagnostics import Code, Severity

__all__ = [
    "ALLOF_CONFLICT",
    "ALLOF_CYCLE",
    "CALLBACK_SKIPPED",
    "CODES",
    "DISCRIMINATOR_UNUSABLE",
    "ENUM_WITHOUT_TYPE",
    "KEYWORD_UNCHECKED",
    "MEDIA_TYPE_UNUSABLE",
    "OPERATION_SKIPPED",
    "PAGINATION_UNUSABLE",
    "PARAMETER_UNUSABLE",
    "PATH_PARAMETER_UNDECLARED",
    "PATH_PARAMETER_UNUSED",
    "SECURITY_UNKNOWN",
    "TYPE_UNUSED",
]

OPERATION_SKIPPED = Code(
    name="operation-skipped",
    severity=Severity.ERROR,
    why="An operation that is not an object with a method of its own can't be generated; all others still are.",
    bad="paths:\n  /pets:\n    get: list all pets",
    good="paths:\n  /pets:\n    get:\n      summary: List all pets\n      responses: {'204': {description: None yet}}",
)

PATH_PARAMETER_UNDECLARED = Code(
    name="path-parameter-undeclared",
    severity=Severity.WARNING,
    why="Every placeholder of a path needs a parameter; one without it is generated as a string.",
    bad="paths:\n  /pets/{id}:\n    get: {responses: {}}",
    good="paths:\n  /pets/{id}:\n    parameters: [{name: id, in: path, required: true, schema: {type: string}}]",
)

PATH_PARAMETER_UNUSED = Code(
    name="path-parameter-unused",
    severity=Severity.WARNING,
    why="A path parameter that has no placeholder in the path has nowhere to go; it is left out of the method.",
    bad="paths:\n  /pets:\n    parameters: [{name: id, in: path, required: true, schema: {type: string}}]",
    good="paths:\n  /pets/{id}:\n    parameters: [{name: id, in: path, required: true, schema: {type: string}}]",
)

PARAMETER_UNUSABLE = Code(
    name="parameter-unusable",
    severity=Severity.WARNING,
    why="A parameter without a name or with an unknown location can't be sent; it is left out of the method.",
    bad="parameters: [{name: limit, in: url, schema: {type: integer}}]",
    good="parameters: [{name: limit, in: query, schema: {type: integer}}]",
)

SECURITY_UNKNOWN = Code(
    name="security-unknown",
    severity=Severity.WARNING,
    why="A security requirement names a scheme that the document does not define, so no credentials can be sent for it.",
    bad="security: [{apiKey: []}]",
    good="security: [{apiKey: []}]\ncomponents: {securitySchemes: {apiKey: {type: apiKey, name: X-Key, in: header}}}",
)

MEDIA_TYPE_UNUSABLE = Code(
    name="media-type-unusable",
    severity=Severity.WARNING,
    why="Content is told apart by its media type, `type/subtype` (RFC 9110, section 8.3.1); a key that is none can't be "
    "sent or recognised. Alone it stands for content of any type; beside others what it carries is left out.",
    bad="content: {json: {schema: {type: string}}}",
    good="content: {application/json: {schema: {type: string}}}",
)

PAGINATION_UNUSABLE = Code(
    name="pagination-unusable",
    severity=Severity.WARNING,
    why="Pages are turned by what the document says of answers and parameters; the operation is generated without them.",
    bad="x-pagination: {items: /itmes, next: /next}",
    good="x-pagination: {items: /items, next: /next}",
)

ENUM_WITHOUT_TYPE = Code(
    name="enum-not-literal",
    severity=Severity.INFO,
    why="Only strings, whole numbers, booleans and null can be listed in a Python Literal; other enums have the type of "
    "their values, and type checkers can't know which ones there are.",
    bad="enum: [1.5, 2.5]",
    good="enum: [small, large]",
)

ALLOF_CONFLICT = Code(
    name="allof-conflict",
    severity=Severity.INFO,
    why="Two parts of an allOf give the same property different types; no value satisfies both. The later part decides on the "
    "type; strictly read, every value is refused.",
    bad="allOf:\n- {properties: {size: {type: string}}}\n- {properties: {size: {type: integer}}}",
    good="allOf:\n- {properties: {size: {type: integer}}}\n- {properties: {colour: {type: string}}}",
)

KEYWORD_UNCHECKED = Code(
    name="keyword-unchecked",
    severity=Severity.INFO,
    why="A type says what a value is. What it must not be, or must be because of another value, is left to the service, "
    "and accepted by the generated code.",
    bad="Name: {type: string, not: {enum: [root]}}",
    good="Name: {type: string, pattern: '^user-'}",
)

ALLOF_CYCLE = Code(
    name="allof-cycle",
    severity=Severity.WARNING,
    why="A schema that includes itself through allOf has no end; the part that closes the circle is left out.",
    bad="Node: {allOf: [{$ref: '#/components/schemas/Node'}]}",
    good="Node: {properties: {child: {$ref: '#/components/schemas/Node'}}}",
)

DISCRIMINATOR_UNUSABLE = Code(
    name="discriminator-unusable",
    severity=Severity.INFO,
    why="A discriminator works only over named object schemas; without it the variants are tried in order.",
    bad="oneOf: [{type: string}, {type: object}]\ndiscriminator: {propertyName: kind}",
    good="oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]\n"
    "discriminator: {propertyName: kind}",
)

CALLBACK_SKIPPED = Code(
    name="callback-skipped",
    severity=Severity.INFO,
    why="The callbacks of a webhook or of a callback are sent by its receiver and come to the service; only what comes "
    "from the service is received by what is generated.",
    bad="webhooks: {newPet: {post: {callbacks: {done: {'{$request.body#/url}': {post: {responses: {}}}}}}}}",
    good="webhooks: {newPet: {post: {responses: {'204': {description: Received.}}}}}",
)

TYPE_UNUSED = Code(
    name="type-unused",
    severity=Severity.WARNING,
    why="A type that was chosen for a format or schema that there is not is used nowhere: a typing error, or out of date.",
    bad='types = { "format:mony" = "shop.money:Money" }',
    good='types = { "format:money" = "shop.money:Money" }',
)

NAME_UNUSED = Code(
    name="name-unused",
    severity=Severity.WARNING,
    why="A name that was chosen for something that there is not names nothing: a typing error, or out of date.",
    bad='names = { "GET /pest" = "find" }',
    good='names = { "GET /pets" = "find" }',
)

NAME_UNUSABLE = Code(
    name="name-unusable",
    severity=Severity.WARNING,
    why="A name that is chosen has to be a Python identifier that nothing beside it has; what had no choice is named instead.",
    bad='names = { "GET /pets" = "import" }',
    good='names = { "GET /pets" = "import_pets" }',
)

CODES = (
    OPERATION_SKIPPED,
    PATH_PARAMETER_UNDECLARED,
    PATH_PARAMETER_UNUSED,
    PARAMETER_UNUSABLE,
    SECURITY_UNKNOWN,
    MEDIA_TYPE_UNUSABLE,
    PAGINATION_UNUSABLE,
    ENUM_WITHOUT_TYPE,
    ALLOF_CONFLICT,
    KEYWORD_UNCHECKED,
    ALLOF_CYCLE,
    DISCRIMINATOR_UNUSABLE,
    CALLBACK_SKIPPED,
    TYPE_UNUSED,
    NAME_UNUSED,
    NAME_UNUSABLE,
)
