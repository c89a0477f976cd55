"""What GitHub code scanning demands of a SARIF log beyond its schema.

From "SARIF support for code scanning" in GitHub's documentation: properties that are required or shown, limits, and what
keeps an alert one alert from run to run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

__all__ = ["objections"]

LIMITS = {"runs": 20, "results": 25_000, "rules": 25_000, "locations": 1_000, "tags": 20}
LEVELS = {"note", "warning", "error", "none"}
PROBLEMS = {"recommendation", "warning", "error"}


def objections(log: dict[str, Any]) -> list[str]:
    """What is not as it has to be, in words."""
    found = [] if log.get("version") == "2.1.0" else ["version: must be 2.1.0"]
    found += [] if 0 < len(log["runs"]) <= LIMITS["runs"] else ["runs: 1 to 20"]
    return found + [objection for run in log["runs"] for objection in _run(run)]


def _run(run: dict[str, Any]) -> Iterator[str]:
    driver = run["tool"]["driver"]
    rules, results = driver.get("rules", []), run["results"]
    if not driver.get("name"):
        yield "tool.driver.name: required"
    if len(rules) > LIMITS["rules"] or len(results) > LIMITS["results"]:
        yield "run: too many rules or results"
    if len({rule["id"] for rule in rules}) != len(rules):
        yield "rules: an id occurs twice"
    for rule in rules:
        yield from (f"rule {rule['id']}: {objection}" for objection in _rule(rule))
    hashes = set()
    for number, result in enumerate(results):
        yield from (f"result {number}: {objection}" for objection in _result(result, rules))
        hashes.add(result.get("partialFingerprints", {}).get("primaryLocationLineHash"))
    if len(hashes) != len(results):
        yield "results: two have the same fingerprint and would be one alert"


def _rule(rule: dict[str, Any]) -> Iterator[str]:
    for field in ("shortDescription", "fullDescription", "help"):
        if not 0 < len(rule.get(field, {}).get("text", "")) <= (1024 if field != "help" else 100_000):
            yield f"{field}.text: required, and at most 1,024 characters for a description"
    if rule.get("defaultConfiguration", {}).get("level", "warning") not in LEVELS:
        yield "defaultConfiguration.level: unknown"
    properties = rule.get("properties", {})
    if properties.get("problem.severity", "warning") not in PROBLEMS:
        yield "problem.severity: unknown"
    if len(properties.get("tags", [])) > LIMITS["tags"]:
        yield "tags: too many"


def _result(result: dict[str, Any], rules: list[dict[str, Any]]) -> Iterator[str]:
    if not result.get("message", {}).get("text"):
        yield "message.text: required"
    if result.get("level", "warning") not in LEVELS:
        yield "level: unknown"
    if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
        yield "ruleIndex: another rule"
    if not 1 <= len(result.get("locations", [])) <= LIMITS["locations"]:
        yield "locations: 1 to 1,000"
    for location in [*result.get("locations", []), *result.get("relatedLocations", [])]:
        yield from _place(location["physicalLocation"])
    for related in result.get("relatedLocations", []):
        if not related.get("message", {}).get("text"):
            yield "relatedLocations.message.text: required"


def _place(place: dict[str, Any]) -> Iterator[str]:
    uri = urlsplit(place["artifactLocation"]["uri"])
    if uri.scheme or uri.netloc or uri.path.startswith("/") or ".." in unquote(uri.path).split("/"):
        yield "uri: must be relative to the root of the repository"
    region = place.get("region", {})
    start = (region.get("startLine", 0), region.get("startColumn", 1))
    end = (region.get("endLine", start[0]), region.get("endColumn", start[1]))
    if start[0] < 1 or start[1] < 1 or end < start:
        yield "region: begins at 1, and does not end before it begins"
