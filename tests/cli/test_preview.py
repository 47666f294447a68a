"""The preview's server: this machine, the built sites, nothing else."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbookgen.cli import preview
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
    assert b'plan<script src="/_playbookgen/preview.js" data-number="0" defer></script></body>' in content
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


def test_a_page_ahead_goes_before_its_site(tmp_path: Path) -> None:
    (tmp_path / "alfa" / "plan").mkdir(parents=True)
    (tmp_path / "alfa" / "plan" / "index.html").write_text("<body>plan</body>")
    news = News()
    with PreviewServer(tmp_path, 0, news) as server:
        news.show({"alfa/plan/": b"<body>ahead</body>", "alfa/new/": b"<body>new</body>"})
        news.publish({}, pages=["alfa/plan/"])
        for path in ("/alfa/plan/", "/alfa/plan/index.html"):
            assert get(server, path)[1] == b'<body>ahead<script src="/_playbookgen/preview.js" data-number="1" defer></script></body>'
        assert get(server, "/alfa/plan")[0] == 302
        assert b"new" in get(server, "/alfa/new/")[1]
        assert get(server, "/alfa/plan/", method="HEAD")[:2] == (200, b"")
        news.withdraw("alfa")
        assert b"plan<script" in get(server, "/alfa/plan/")[1]
        assert get(server, "/alfa/new/")[0] == 404


def test_news_arrive_when_there_are_any() -> None:
    news = News()
    assert news.after(0, "alfa/", longest=0.0) == {"number": 0, "changed": 0, "wrong": {}}
    heard: list[dict[str, object]] = []
    listener = threading.Thread(target=lambda: heard.append(news.after(0, "alfa/", longest=30)))
    listener.start()
    news.publish({"alfa": "wrong"}, ["alfa/"])
    listener.join(10)
    assert heard == [{"number": 1, "changed": 1, "wrong": {"alfa": "wrong"}}]
    assert news.after(0, "alfa/", longest=30)["number"] == 1
    assert news.after(None, "alfa/", longest=30)["number"] == 1, "who has just come is told at once"


def changed(news: News, *pages: str) -> list[object]:
    return [news.after(None, page)["changed"] for page in pages]


def test_each_page_is_told_when_it_came_to_be_another_one() -> None:
    news, pages = News(), ("alfa/", "alfa/plan/", "alfa/fi/plan/", "beta/", "")
    news.publish({}, ["alfa/", "alfa/fi/", "beta/"])
    assert changed(news, *pages) == [1, 1, 1, 1, 1]
    news.publish({}, ["alfa/fi/"])
    assert changed(news, *pages) == [1, 1, 2, 1, 2], "nobody knows of what the list of sites is made"
    news.publish({}, pages=["alfa/plan/"])
    assert changed(news, *pages) == [1, 3, 2, 1, 3]
    news.publish({}, ["alfa/"], same=["alfa/plan/"])
    assert changed(news, *pages) == [4, 3, 2, 1, 4], "its site came to what it showed already"
    news.publish({}, ["alfa/"])
    assert changed(news, *pages) == [5, 5, 2, 1, 5]


def test_who_looks_at_what(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(preview.time, "monotonic", lambda: now[0])
    news = News()
    for page in ("alfa/", "alfa/plan/", "beta/", "alfa/", "../", "/etc/", "", "alfa/x.html", "alfa/%2e/"):
        news.after(None, page, 0)
        now[0] += 1
    assert news.watched() == ("alfa/", "beta/", "alfa/plan/")
    news.after(None, "beta/fi/", 0)
    assert news.watched() == ("beta/fi/", "alfa/", "beta/"), "the last three"
    news.show({"gamma/": b"x"})
    now[0] += 60
    assert news.watched() == ("gamma/",), "what is shown ahead has to come to an end"


def test_news_over_the_wire(server: PreviewServer) -> None:
    for query in ("", "?after=99", "?after=", "?after=x&page=%252Falfa%252F"):
        status, content, headers = get(server, f"/_playbookgen/news{query}")
        assert (status, json.loads(content), headers["Content-Type"]) == (200, {"number": 0, "changed": 0, "wrong": {}}, "application/json")
    for name, kind in (("preview.js", "text/javascript; charset=utf-8"), ("preview.css", "text/css; charset=utf-8")):
        status, content, headers = get(server, f"/_playbookgen/{name}")
        assert (status, headers["Content-Type"]) == (200, kind)
        assert content


def test_readers_of_a_page_are_waited_for_until_they_ask_again() -> None:
    news = News(patience=60)
    news.after(None, "alfa/", 0)
    waiting = threading.Thread(target=news.wait_for_readers, args=(["alfa/"],))
    waiting.start()
    waiting.join(0.05)
    assert waiting.is_alive(), "who asked before is still loading"
    news.after(None, "alfa/", 0)
    waiting.join(10)
    assert not waiting.is_alive()


def test_nobody_waits_for_long_for_readers_who_have_gone() -> None:
    News(patience=0).wait_for_readers(["alfa/"])
