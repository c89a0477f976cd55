"""What reading a configuration reports."""

from specwright.diagnostics import Code, Severity

__all__ = ["CODES", "CONFIG_CONTRADICTION", "CONFIG_INVALID", "CONFIG_KEY_MISSING", "CONFIG_KEY_UNKNOWN"]

CONFIG_INVALID = Code(
    name="config-invalid",
    severity=Severity.ERROR,
    why="A setting that can't be understood would silently be another one.",
    bad='[[tool.specwright.generate]]\nspec = "openapi.yaml"\ntargets = "client"',
    good='[[tool.specwright.generate]]\nspec = "openapi.yaml"\ntargets = ["client"]',
)
CONFIG_KEY_MISSING = Code(
    name="config-key-missing",
    severity=Severity.ERROR,
    why="Some settings have no sensible default: which document, where to, and the reason why a finding is accepted.",
    bad='[[tool.specwright.accept]]\ncode = "operation-tags"',
    good='[[tool.specwright.accept]]\ncode = "operation-tags"\nreason = "One service; tags would all be the same."',
)
CONFIG_KEY_UNKNOWN = Code(
    name="config-key-unknown",
    severity=Severity.ERROR,
    why="A key that nobody reads is a typing mistake, or a setting of another version: it does not do what it says.",
    bad='[tool.specwright.lint]\npreset-name = "strict"',
    good='[tool.specwright.lint]\npreset = "strict"',
)
CONFIG_CONTRADICTION = Code(
    name="config-contradiction",
    severity=Severity.ERROR,
    why="A package folder is written as a whole: of two that are the same or lie in each other, one destroys the other.",
    bad='[[generate]]\nspec = "a.yaml"\npackage = "shop"\n[[generate]]\nspec = "b.yaml"\npackage = "shop"',
    good='[[generate]]\nspec = "a.yaml"\npackage = "shop"\n[[generate]]\nspec = "b.yaml"\npackage = "stock"',
)

CODES = (CONFIG_INVALID, CONFIG_KEY_MISSING, CONFIG_KEY_UNKNOWN, CONFIG_CONTRADICTION)
