"""The web server of the preview: this machine only, the built sites only, and word of what changes."""

from __future__ import annotations

import html
import json
import mimetypes
import threading
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import parse_qs, unquote, urlsplit

from playbookgen.model.failure import Busy

_OWN: Final = "/_playbookgen/"
_LONGEST_WAIT: Final = 20.0
_SCRIPT: Final = f'<script src="{_OWN}preview.js" defer></script>'.encode()
_FILES: Final = {"preview.js": "text/javascript; charset=utf-8", "preview.css": "text/css; charset=utf-8"}


class News:
    """What the pages are told: a number that grows with every build, which of them changed when, and what is wrong at the moment."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number = 0
        self._wrong: dict[str, str] = {}
        self._editions: dict[str, int] = {}

    def publish(self, wrong: Mapping[str, str], editions: Iterable[str] = ()) -> None:
        """A build has ended.

        Args:
            wrong: what to show above the last good page, by organisation; all under ``""``.
            editions: the folders of the editions that are not what they were: ``lumivakka/``, ``lumivakka/fi/``.
        """
        with self._changed:
            self._number += 1
            self._wrong = dict(wrong)
            self._editions = {**self._editions, **dict.fromkeys(editions, self._number)}
            self._changed.notify_all()

    def after(self, number: int, longest: float = _LONGEST_WAIT) -> dict[str, object]:
        """The news later than `number`, waiting at most `longest` seconds for them."""
        with self._changed:
            self._changed.wait_for(lambda: self._number != number, longest)
            return {"number": self._number, "wrong": self._wrong, "editions": self._editions}


class PreviewServer:
    """Serves `folder` on 127.0.0.1 while the ``with`` block runs.

    Raises:
        Busy: the port is taken.
    """

    def __init__(self, folder: Path, port: int, news: News) -> None:
        root = folder.resolve()

        class Handler(_Handler):
            """A handler that knows its folder and its news."""

        try:
            self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        except OSError as error:
            raise Busy(f"port {port} cannot be used: {error.strerror}", "take another: --port 8001, or --port 0 for a free one") from error
        Handler.root, Handler.news, Handler.port = root, news, self._server.server_port
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def address(self) -> str:
        """Where the preview stands."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    root: Path
    news: News
    port: int
    protocol_version = "HTTP/1.1"
    server_version = "playbookgen"
    sys_version = ""

    def do_GET(self) -> None:
        """One page, one file, or the news."""
        if not self._is_ours():
            self._answer(HTTPStatus.FORBIDDEN, b"This preview answers on 127.0.0.1 only.\n", "text/plain; charset=utf-8")
            return
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        if path.startswith(_OWN):
            self._own(path.removeprefix(_OWN), parse_qs(parts.query))
        elif path == "/":
            self._contents()
        else:
            self._file(path)

    def do_HEAD(self) -> None:
        """The same without its content."""
        self.do_GET()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Requests are nobody's news."""

    def log_error(self, *_: object) -> None:
        """A browser that hangs up is nobody's news either."""

    def _is_ours(self) -> bool:
        """Whether the request was meant for this machine: a foreign name that leads here is refused."""
        port = self.port
        return self.headers.get("Host", "") in {f"127.0.0.1:{port}", f"localhost:{port}"}

    def _own(self, name: str, query: dict[str, list[str]]) -> None:
        if name == "news":
            asked = query.get("after", ["0"])[0]
            content = json.dumps(self.news.after(int(asked) if asked.isdecimal() else 0)).encode()
            self._answer(HTTPStatus.OK, content, "application/json")
        elif name in _FILES:
            self._answer(HTTPStatus.OK, files("playbookgen.cli").joinpath(name).read_bytes(), _FILES[name])
        else:
            self._missing()

    def _contents(self) -> None:
        """The organisations there are; the only one at once."""
        names = sorted(path.parent.name for path in self.root.glob("[a-z]*/index.html"))
        if len(names) == 1:
            self._elsewhere(f"/{names[0]}/")
            return
        entries = "".join(f'<li><a href="/{html.escape(name)}/">{html.escape(name)}</a></li>' for name in names)
        self._page(HTTPStatus.OK, f"<h1>Playbooks</h1><ul>{entries}</ul>" if names else "<h1>No site yet</h1>")

    def _file(self, path: str) -> None:
        """A file of the built sites; of a folder its page."""
        found = self._found(path)
        if found is not None and found.is_dir():
            if not path.endswith("/"):
                self._elsewhere(f"/{found.relative_to(self.root).as_posix()}/")
                return
            found = found / "index.html"
        try:
            content = found.read_bytes() if found is not None else None
        except OSError:
            content = None
        if found is None or content is None:
            self._missing()
            return
        kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        if kind == "text/html":
            head, end, tail = content.rpartition(b"</body>")
            content = head + _SCRIPT + end + tail
        self._answer(HTTPStatus.OK, content, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)

    def _found(self, path: str) -> Path | None:
        """What stands at `path` in one of the sites: nothing whose name begins with a dot, nothing outside."""
        names = [name for name in path.split("/") if name]
        if any("\0" in name or name.startswith(".") for name in names):
            return None
        try:
            found = self.root.joinpath(*names).resolve(strict=True)
        except OSError:
            return None
        inside = found.is_relative_to(self.root) and (found.is_dir() or found.parent != self.root)
        return found if inside and found != self.root else None

    def _elsewhere(self, address: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _missing(self) -> None:
        self._page(HTTPStatus.NOT_FOUND, '<h1>No such page</h1><p><a href="/">All playbooks</a></p>')

    def _page(self, code: HTTPStatus, body: str) -> None:
        head = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>playbookgen</title></head>'
        self._answer(code, f"{head}<body>{body}{_SCRIPT.decode()}</body></html>".encode(), "text/html; charset=utf-8")

    def _answer(self, code: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
        if self.command != "HEAD":
            try:
                self.wfile.write(content)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
