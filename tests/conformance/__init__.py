"""The conformance suite: a command of its own, not part of the tests."""
