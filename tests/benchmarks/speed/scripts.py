"""What is run in interpreters of its own. A script prints JSON on its last line."""

from __future__ import annotations

__all__ = ["BASE", "CALL", "CHARGE", "CLIENT", "FIRST_CALL", "IMPORTS", "LIMIT", "PAYMENT", "SDK_CALL", "SDK_IMPORT"]

IMPORTS = "import httpx2, pydantic"
CLIENT = f"""{IMPORTS}
import json, sys
from github import Client
client = Client("http://localhost")
print(json.dumps(sum(name.partition(".")[0] == "github" for name in sys.modules)))
"""
CALL = """
import json, sys
import httpx2
from github import ApiError, Client
transport = httpx2.MockTransport(lambda request: httpx2.Response(200, content=b"[]"))
client = Client("http://localhost", http_client=httpx2.Client(transport=transport))
assert client.repos.list_tags("octocat", "hello") == []
print(json.dumps(sum(name.partition(".")[0] == "github" for name in sys.modules)))
"""
BASE = """
import httpx2, pydantic
httpx2.Client()
"""
MESSAGE = b'{"id": "m1", "subject": "Hello", "receivedDateTime": "2026-01-01T00:00:00Z", "isRead": false}'
FIRST_CALL = f"""
import httpx2
from msgraph import Client
message = {MESSAGE!r}
transport = httpx2.MockTransport(lambda request: httpx2.Response(200, content=message))
client = Client("http://localhost", http_client=httpx2.Client(transport=transport))
assert client.me_message.me_get_messages("m1").received_date_time.year == 2026
"""
SDK_IMPORT = "import msgraph; msgraph.GraphServiceClient"
SDK_CALL = f"""
import asyncio
import httpx
from kiota_abstractions.authentication import AnonymousAuthenticationProvider
from msgraph import GraphRequestAdapter, GraphServiceClient
message, kind = {MESSAGE!r}, {{"content-type": "application/json"}}
transport = httpx.MockTransport(lambda request: httpx.Response(200, headers=kind, content=message))
http = httpx.AsyncClient(transport=transport, base_url="http://localhost")
client = GraphServiceClient(request_adapter=GraphRequestAdapter(AnonymousAuthenticationProvider(), http))
assert asyncio.run(client.me.messages.by_message_id("m1").get()).received_date_time.year == 2026
"""
CHARGE = """
import sys
from stripe.models import Charge
assert Charge.model_validate_json(sys.argv[1]).billing_details.name == "Jenny"
"""
PAYMENT = {
    "id": "ch_1",
    "object": "charge",
    "amount": 2000,
    "amount_captured": 2000,
    "amount_refunded": 0,
    "billing_details": {"address": None, "email": None, "name": "Jenny", "phone": None},
    "captured": True,
    "created": 1679090539,
    "currency": "usd",
    "disputed": False,
    "livemode": False,
    "metadata": {"order": "6735"},
    "paid": True,
    "refunded": False,
    "status": "succeeded",
}
LIMIT = """
import pathlib, pickle, subprocess, sys
import msgspec
spec, texts, output = sys.argv[1:]
msgspec.json.decode(pathlib.Path(spec).read_bytes())
modules, others = pickle.loads(pathlib.Path(texts).read_bytes())
for path in {str(pathlib.PurePath(path).parent) for path in (*modules, *others)}:
    pathlib.Path(output, path).mkdir(parents=True, exist_ok=True)
def write(files):
    for path, content in files.items():
        with open(f"{output}/{path}", "wb") as file:
            file.write(content)
write(modules)
settings = ["--config=format.skip-magic-trailing-comma=true", "--config=lint.isort.split-on-trailing-comma=false"]
settings += ["--isolated", "--no-cache", "-q", "--target-version=py311"]
subprocess.run(["ruff", "format", *settings, output], check=True)
write(others)
"""
