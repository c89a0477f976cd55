"""Which operation a path belongs to."""

import time

import pytest

from specwright.runtime.server.routing import Found, PathTable, WrongMethod


def first(target: str) -> int:
    return 0


def table(*templates: str, method: str = "GET") -> PathTable[str]:
    paths: PathTable[str] = PathTable()
    for template in templates:
        paths.add(method, template, template)
    return paths


@pytest.mark.parametrize(
    ("template", "path", "values"),
    [
        ("/", "/", {}),
        ("/pets", "/pets", {}),
        ("/pets/", "/pets/", {}),
        ("/pets/{id}", "/pets/7", {"id": "7"}),
        ("/pets/{id}", "/pets/a%2Fb", {"id": "a%2Fb"}),
        ("/pets/{id}", "/pets/a;b=c,d", {"id": "a;b=c,d"}),
        ("/pets/{user-id}/{2nd}", "/pets/a/b", {"user-id": "a", "2nd": "b"}),
        ("/items/{id}/members/$ref", "/items/1/members/$ref", {"id": "1"}),
        ("/items/{id}/members/$ref", "/items/1/members/%24ref", {"id": "1"}),
        ("/users('{id}')", "/users('a')", {"id": "a"}),
        ("/users('{id}')", "/users('O%27Neil')", {"id": "O%27Neil"}),
        ("/users('{id}')", "/users%28%27O%27%27Neil%27%29", {"id": "O%27%27Neil"}),
        ("/users('{id}')", "/users%28%27a%2Fb%27%29", {"id": "a%2Fb"}),
        ("/rpc/{a}:{b}", "/rpc/x:y", {"a": "x", "b": "y"}),
        ("/rpc/{a}:{b}", "/rpc/x%3Ay:z", {"a": "x%3Ay", "b": "z"}),
        ("/rpc/{a}:{b}", "/rpc/x%3Ay", {"a": "x", "b": "y"}),
        ("/{a}.json", "/v1.0.json", {"a": "v1.0"}),
        ("/{a}...{b}", "/main...topic", {"a": "main", "b": "topic"}),
        ("/{a}{b}", "/xyz", {"a": "x", "b": "yz"}),
        ("/{id}/again/{id}", "/1/again/1", {"id": "1"}),
        ("/café/{id}", "/caf%C3%A9/1", {"id": "1"}),
        ("/a b", "/a%20b", {}),
        ("/half{open", "/half{open", {}),
        ("/files/{id}#copy", "/files/1", {"id": "1"}),
        ("/files?kind=x", "/files", {}),
    ],
)
def test_matches(template: str, path: str, values: dict[str, str]) -> None:
    assert table(template).find("GET", path, first) == Found(template, template, values)


@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("/pets", "/pets/"),
        ("/pets", "/Pets"),
        ("/pets/{id}", "/pets/"),
        ("/pets/{id}", "/pets"),
        ("/pets/{id}", "/pets/1/2"),
        ("/pets/{id}", "//pets/1"),
        ("/users('{id}')", "/users('')"),
        ("/users('{id}')", "/users("),
        ("/{a}:{b}", "/:b"),
        ("/{a}:{b}", "/a:"),
        ("/{a}.json", "/.json"),
        ("/{id}/again/{id}", "/1/again/2"),
        ("/a/b", "/a%2Fb"),
    ],
)
def test_does_not_match(template: str, path: str) -> None:
    assert table(template).find("GET", path, first) is None


def test_concrete_goes_before_templated_in_any_order() -> None:
    templates = ("/{x}/{y}", "/pets/{id}", "/pets/{id}.json", "/pets/{id}.v2.json", "/pets/mine", "/{x}/mine")
    for ordered in (templates, templates[::-1]):
        paths = table(*ordered)
        for path, wanted in {
            "/pets/mine": "/pets/mine",
            "/pets/7": "/pets/{id}",
            "/pets/7.json": "/pets/{id}.json",
            "/pets/7.v2.json": "/pets/{id}.v2.json",
            "/cars/mine": "/{x}/mine",
            "/cars/7": "/{x}/{y}",
        }.items():
            found = paths.find("GET", path, first)
            assert isinstance(found, Found) and found.target == wanted


def test_goes_back_where_a_concrete_segment_leads_nowhere() -> None:
    found = table("/pets/{id}", "/{kind}/{id}/toys").find("GET", "/pets/1/toys", first)
    assert isinstance(found, Found) and found.values == {"kind": "pets", "id": "1"}


def test_methods() -> None:
    paths = table("/pets/{id}")
    paths.add("QUERY", "/pets/{name}", "query")
    paths.add("DELETE", "/pets/mine", "delete")
    assert paths.find("HEAD", "/pets/1", first) == paths.find("GET", "/pets/1", first)
    assert paths.find("QUERY", "/pets/rex", first) == Found("query", "/pets/{name}", {"name": "rex"})
    assert paths.find("GET", "/pets/mine", first) == Found("/pets/{id}", "/pets/{id}", {"id": "mine"})
    assert paths.find("PUT", "/pets/mine", first) == WrongMethod(("DELETE", "GET", "QUERY", "HEAD"))
    assert paths.find("PUT", "/cats/mine", first) is None


def test_two_operations_for_the_same_requests() -> None:
    paths: PathTable[str] = PathTable()
    assert paths.add("GET", "/files/{id}", "plain") == ()
    assert paths.add("GET", "/files/{file}#link", "link") == ("plain",)
    assert paths.find("GET", "/files/1", lambda target: len(target) == 4) == Found(
        "link", "/files/{file}#link", {"file": "1"}
    )
    assert paths.find("GET", "/files/1", first) == Found("plain", "/files/{id}", {"id": "1"})


def test_hostile_paths_cost_linear_time() -> None:
    paths = table("/{a}-{b}-{c}-{d}-{e}x", *("/{a}" + "/{a}" * n + "/end" for n in range(40)))
    started = time.perf_counter()
    paths.find("GET", "/" + "-" * 60_000, first)
    paths.find("GET", "/" + "%2D" * 60_000, first)
    paths.find("GET", "/a" * 30_000, first)
    assert time.perf_counter() - started < 10
