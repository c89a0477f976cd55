"""A client and a server of the generated package `shop` talk about amounts of money, and about addresses."""

import asyncio
from decimal import Decimal
from ipaddress import IPv4Address
from typing import Any

import httpx2
from money import Money
from shop import AsyncClient, Client, DecodeError, UnprocessableEntity, models
from shop.server import UnimplementedAnimals, create_app

HOME = IPv4Address("10.0.0.1")


class Animals(UnimplementedAnimals):
    async def find(self, *, below: Money | None = None, prices: list[Money] | None = None) -> list[models.Pet]:
        return [
            models.Pet(name=f"under {below.amount if below else 0}", cost=price, home=HOME) for price in prices or []
        ]

    async def add_pet(self, *, body: models.Pet) -> models.Address:
        assert isinstance(body.cost, Money) and isinstance(body.home, IPv4Address)
        return body.home


async def talk() -> None:
    app = create_app(animals=Animals(), validate_responses=True)
    http = httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app))
    async with AsyncClient(base_url="http://shop.test", http_client=http) as client:
        found = await client.animals.find(below=Money(Decimal(9)), prices=[Money(Decimal("2.5")), Money(Decimal(1))])
        assert found == [models.Pet(name="under 9", cost=Money(Decimal(n)), home=HOME) for n in ("2.5", "1")], found
        assert await client.animals.add_pet(body=found[0]) == HOME
        try:
            await client.request("POST", "/pets", body={"name": "x", "home": "nowhere"})
        except UnprocessableEntity as error:
            assert "home" in str(error), error
        else:
            raise AssertionError("the server took a wrong address")


def answer(request: httpx2.Request) -> httpx2.Response:
    said: Any = [{"name": "x", "price": "3", "home": "10.0.0.1"}] if request.method == "GET" else "nowhere"
    return httpx2.Response(200, json=said)


def talk_synchronously() -> None:
    http = httpx2.Client(transport=httpx2.MockTransport(answer))
    with Client(base_url="http://shop.test", http_client=http) as client:
        (pet,) = client.animals.find()
        assert (pet.cost, pet.home) == (Money(Decimal(3)), HOME)
        assert pet.model_dump_json(exclude_unset=True) == '{"name":"x","price":"3","home":"10.0.0.1"}'
        try:
            client.animals.add_pet(body=pet)
        except DecodeError as error:
            assert "add_pet" in str(error) or "addPet" in str(error), error
        else:
            raise AssertionError("the client took a wrong address")


asyncio.run(talk())
talk_synchronously()
print("all said")
