"""Spectral rulesets: a team's `.spectral.yaml` read, and its rules run, without JavaScript.

https://docs.stoplight.io/docs/spectral/e5b9616d6d50c-rulesets says what is in one.
"""

from specwright.lint.spectral.reading import load
from specwright.lint.spectral.ruleset import Ruleset
from specwright.lint.spectral.running import run

__all__ = ["Ruleset", "load", "run"]
