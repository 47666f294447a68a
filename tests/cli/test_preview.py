"""The preview's server: this machine, the built sites, nothing else."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbookgen.cli.preview import News, PreviewServer
from playbookgen.model.failure import Busy


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    folder = tmp_path / "sites"
    for path, text in {
        "alfa/index.html": "<html><body>alfa</body></html>",
        "alfa/plan/index.html": "<html><body>plan</body></html>",
        "alfa/assets/x.js": "1",
        "beta/index.html": "<html><body>beta</body></html>",
        "build.json": "{}",
        ".playbookgen/lock": "7",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "alfa" / "out.txt").symlink_to(tmp_path / "secret.txt")
    with PreviewServer(folder, 0, News()) as running:
        yield running


def get(server: PreviewServer, path: str, host: str | None = None, method: str = "GET") -> tuple[int, bytes, http.client.HTTPMessage]:
    port = int(server.address.rstrip("/").rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or f"127.0.0.1:{port}")
    connection.endheaders()
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content, answer.headers


def test_pages_carry_the_script(server: PreviewServer) -> None:
    status, content, headers = get(server, "/alfa/plan/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b'plan<script src="/_playbookgen/preview.js" defer></script></body>' in content
    assert headers["Cache-Control"] == "no-store"


def test_other_files_are_as_they_are(server: PreviewServer) -> None:
    assert get(server, "/alfa/assets/x.js")[:2] == (200, b"1")
    assert get(server, "/alfa/assets/x.js", method="HEAD")[:2] == (200, b"")


def test_the_way_in(server: PreviewServer) -> None:
    status, content, _ = get(server, "/")
    assert status == 200
    assert b'href="/alfa/"' in content
    assert b'href="/beta/"' in content
    status, _, headers = get(server, "/alfa/plan")
    assert (status, headers["Location"]) == (302, "/alfa/plan/")


def test_the_only_site_is_shown_at_once(tmp_path: Path) -> None:
    (tmp_path / "alfa").mkdir()
    (tmp_path / "alfa" / "index.html").write_text("x")
    with PreviewServer(tmp_path, 0, News()) as server:
        status, _, headers = get(server, "/")
    assert (status, headers["Location"]) == (302, "/alfa/")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/..%2fsecret.txt", "/alfa/..%2f..%2fsecret.txt", "/%2e%2e/secret.txt", "/alfa/out.txt", "//etc/passwd", "/build.json",
        "/.playbookgen/lock", "/%2eplaybookgen/lock", "/alfa/%00", "/gone/", "/alfa/gone",
        "/_playbookgen/preview.py", "/_playbookgen/../preview.py", "/%ff",
    ],
)  # fmt: skip
def test_nothing_else_is_served(server: PreviewServer, path: str) -> None:
    status, content, _ = get(server, path)
    assert status == 404
    assert b"secret" not in content


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1", "127.0.0.1:1", ""])
def test_a_foreign_name_is_refused(server: PreviewServer, host: str) -> None:
    assert get(server, "/alfa/", host=host or "x")[0] == 403
    assert get(server, "/_playbookgen/news", host=host or "x")[0] == 403


def test_it_does_not_write(server: PreviewServer) -> None:
    assert get(server, "/alfa/", method="POST")[0] == 501


def test_a_taken_port(server: PreviewServer, tmp_path: Path) -> None:
    port = int(server.address.rstrip("/").rpartition(":")[2])
    with pytest.raises(Busy, match=str(port)):
        PreviewServer(tmp_path, port, News())


def test_news_arrive_when_there_are_any() -> None:
    news = News()
    assert news.after(0, longest=0.0) == {"number": 0, "wrong": {}, "editions": {}}
    heard: list[dict[str, object]] = []
    listener = threading.Thread(target=lambda: heard.append(news.after(0, longest=30)))
    listener.start()
    news.publish({"alfa": "wrong"}, ["alfa/"])
    listener.join(10)
    assert heard == [{"number": 1, "wrong": {"alfa": "wrong"}, "editions": {"alfa/": 1}}]
    assert news.after(0, longest=30)["number"] == 1


def test_news_over_the_wire(server: PreviewServer) -> None:
    status, content, headers = get(server, "/_playbookgen/news?after=99")
    assert (status, json.loads(content), headers["Content-Type"]) == (200, {"number": 0, "wrong": {}, "editions": {}}, "application/json")
    for name, kind in (("preview.js", "text/javascript; charset=utf-8"), ("preview.css", "text/css; charset=utf-8")):
        status, content, headers = get(server, f"/_playbookgen/{name}")
        assert (status, headers["Content-Type"]) == (200, kind)
        assert content
