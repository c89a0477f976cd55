"""What is in Spectral's ruleset `spectral:oas`, by name, and which rules of ours do the same."""

from __future__ import annotations

from specwright.diagnostics import Severity

__all__ = ["FUNCTIONS_OF_OAS", "SPECTRAL", "is_recommended", "ours", "severity"]

SPECTRAL = frozenset(
    """
    operation-success-response operation-operationId-unique operation-parameters operation-tag-defined path-params
    contact-properties duplicated-entry-in-enum info-contact info-description info-license license-url
    no-eval-in-markdown no-script-tags-in-markdown openapi-tags-alphabetical openapi-tags-uniqueness openapi-tags
    operation-description operation-operationId operation-operationId-valid-in-url operation-singular-tag
    operation-tags path-declarations-must-exist path-keys-no-trailing-slash path-not-include-query tag-description
    no-$ref-siblings array-items typed-enum oas3-api-servers oas3-examples-value-or-externalValue
    oas3-operation-security-defined oas3-parameter-description oas3-server-not-example.com
    oas3-server-trailing-slash oas3-valid-media-example oas3-valid-schema-example oas3-schema oas3-unused-component
    oas3-server-variables oas3-callbacks-in-callbacks oas3_1-servers-in-webhook oas3_1-callbacks-in-webhook
    oas3_2-no-deprecated-xml-attribute
    oas2-operation-formData-consume-check oas2-api-host oas2-api-schemes oas2-discriminator oas2-host-not-example
    oas2-host-trailing-slash oas2-parameter-description oas2-operation-security-defined oas2-valid-schema-example
    oas2-valid-media-example oas2-anyOf oas2-oneOf oas2-schema oas2-unused-definition
    """.split()  # noqa: SIM905 - names read better than literals
)

_OURS: dict[str, tuple[str, ...]] = {
    "path-params": ("path-params", "equivalent-path-templates"),
    "oas3-valid-schema-example": ("oas3-valid-schema-example", "default-violates-schema"),
    "oas2-api-host": ("oas3-api-servers",),
    "oas2-host-not-example": ("oas3-server-not-example.com",),
    "oas2-host-trailing-slash": ("oas3-server-trailing-slash",),
    "oas2-parameter-description": ("oas3-parameter-description",),
    "oas2-operation-security-defined": ("oas3-operation-security-defined",),
    "oas2-valid-schema-example": ("oas3-valid-schema-example", "default-violates-schema"),
    "oas2-valid-media-example": ("oas3-valid-media-example",),
    "oas2-anyOf": ("oas3-schema",),
    "oas2-oneOf": ("oas3-schema",),
    "oas2-schema": ("oas3-schema",),
    "oas2-unused-definition": ("oas3-unused-component",),
    "oas2-discriminator": ("discriminator-property-required",),
    "oas2-api-schemes": (),
    "oas2-operation-formData-consume-check": (),
}
"""Rules of ours that do what one of Spectral's does, where it is not the one of the same name."""

_ERRORS = frozenset(
    """
    operation-operationId-unique path-params openapi-tags-uniqueness no-$ref-siblings array-items oas2-discriminator
    oas2-valid-schema-example oas2-valid-media-example oas2-schema oas3-valid-media-example oas3-valid-schema-example
    oas3-schema oas3-server-variables
    """.split()  # noqa: SIM905
)
_NOT_RECOMMENDED = frozenset(
    """
    contact-properties info-license license-url openapi-tags-alphabetical openapi-tags operation-singular-tag
    tag-description oas2-host-not-example oas2-parameter-description oas3-parameter-description
    oas3-server-not-example.com
    """.split()  # noqa: SIM905
)

FUNCTIONS_OF_OAS = {
    "oasDiscriminator": "discriminator-property-required",
    "oasDocumentSchema": "oas3-schema",
    "oasExample": "oas3-valid-media-example",
    "oasOpFormDataConsumeCheck": "oas3-schema",
    "oasOpIdUnique": "operation-operationId-unique",
    "oasOpParams": "operation-parameters",
    "oasOpSecurityDefined": "oas3-operation-security-defined",
    "oasOpSuccessResponse": "operation-success-response",
    "oasPathParam": "path-params",
    "oasSchema": "oas3-valid-schema-example",
    "oasSecurityDefined": "oas3-operation-security-defined",
    "oasTagDefined": "operation-tag-defined",
    "oasUnusedComponent": "oas3-unused-component",
    "refSiblings": "no-$ref-siblings",
    "serverVariables": "oas3-server-variables",
    "uniquenessTags": "openapi-tags-uniqueness",
}
"""The functions that only `spectral:oas` has, and the rule of ours that each is."""


def ours(name: str) -> tuple[str, ...]:
    """The rules of ours that a rule of Spectral's stands for; none where nothing of ours does the same."""
    return _OURS.get(name, (name,))


def severity(name: str) -> Severity:
    """How bad Spectral takes a finding of one of its rules to be."""
    return Severity.ERROR if name in _ERRORS else Severity.WARNING


def is_recommended(name: str) -> bool:
    """Whether `extends: spectral:oas` has a rule in force."""
    return name not in _NOT_RECOMMENDED
