"""Services are called after their tag, or after their paths where the tag has no words in Latin letters."""

from __future__ import annotations

import pytest

from specwright.lower.service_names import Paths, service_names

PATHS = {
    "用户": ["/api/v1/users", "/api/v1/users/{id}", "/api/v1/users/{id}/roles"],
    "权限 API": ["/api/v1/users/{id}/permissions"],
    "!!!": ["/api/v1/alerts"],
    "2024": ["/api/v1/reports/{year}"],
    "Événements": ["/api/v1/calendar"],
    "Größe & Öl": ["/api/v1/{id}"],
    "заказы": ["/заказы/{id}"],
    "👍": ["/{id}"],
}


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("用户", "users"),
        ("权限 API", "permissions"),
        ("!!!", "alerts"),
        ("2024", "reports"),
        ("Événements", "evenements"),
        ("Größe & Öl", "grosse_ol"),
        ("заказы", "zakazy"),
        ("👍", "thumbsup"),
    ],
)
def test_the_best_word_is_found(tag: str, name: str) -> None:
    assert service_names(tag, Paths(PATHS)) == [name, f"{name}_service"]


def test_of_equals_the_last_segment_is_the_word() -> None:
    assert service_names("用户", Paths({"用户": ["/api/v1/users", "/api/v1/users/{id}"]}))[0] == "users"
