import json
import os
import subprocess
import urllib.request
from dataclasses import dataclass

import pytest
from partner import Partner

COMMAND = ["npx", "apps-in-toss-mock"]


@pytest.fixture(scope="session")
def control_url(tmp_path_factory):
    """The control port: of the mock that `run --` started, or of one that lives as long as the tests."""
    if "APPS_IN_TOSS_CONTROL_URL" in os.environ:
        yield os.environ["APPS_IN_TOSS_CONTROL_URL"]
        return
    folder = ["--dir", str(tmp_path_factory.mktemp("toss"))]
    ports = ["--port", "0", "--control-port", "0"]
    started = subprocess.run([*COMMAND, "start", "--detach", "--json", *ports, *folder], stdout=subprocess.PIPE, check=True)
    yield json.loads(started.stdout)["controlUrl"]
    subprocess.run([*COMMAND, "stop", *folder], check=True)


@dataclass
class Toss:
    """A mini-app of its own for one test, and what Toss, its app and its console do."""

    control_url: str
    app: dict

    def do(self, what: str, **options):
        return call("POST", f"{self.control_url}/mini-apps/{self.app['appName']}/{what}", options)

    def received(self) -> list[dict]:
        """The requests that came, oldest first, each with the rules that it broke."""
        return call("GET", f"{self.control_url}/journal?miniApp={self.app['appName']}&kind=exchange")["entries"]


@pytest.fixture
def toss(control_url):
    app = call("POST", f"{control_url}/isolated-mini-apps", {})
    mock = Toss(control_url, app)
    yield mock
    broken = [(entry["path"], entry["violations"]) for entry in mock.received() if entry.get("violations")]
    call("DELETE", f"{control_url}/isolated-mini-apps/{app['appName']}")
    assert broken == []


@pytest.fixture
def partner(toss, tmp_path):
    files = {name: tmp_path / f"{name}.pem" for name in ("cert", "key", "ca")}
    for name, path in files.items():
        path.write_text(toss.app[name])
    return Partner(toss.app["baseUrl"], **files)


def call(method: str, url: str, body: dict | None = None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)
