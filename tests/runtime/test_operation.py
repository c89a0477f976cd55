"""What an operation knows of itself."""

from specwright.runtime.operation import Operation


def test_where_an_operation_stands() -> None:
    plain: Operation[None] = Operation(service="a", name="b", operation_id=None, method="GET", path="/runs/{a~b}")
    assert plain.pointer == "/paths/~1runs~1{a~0b}/get"


def test_where_an_operation_stands_that_its_path_does_not_tell() -> None:
    place = "/components/pathItems/Runs/get"
    shared: Operation[None] = Operation(
        service="a", name="b", operation_id=None, method="GET", path="/runs", place=place
    )
    assert shared.pointer == place
