"""The web server of the preview: this machine only, the built sites only, and word of what changes."""

from __future__ import annotations

import html
import json
import mimetypes
import re
import threading
import time
from collections.abc import Collection, Iterable, Mapping
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
#: What a page that is shown ahead of its site may take to load, before everything else goes on.
_LONGEST_LOAD: Final = 1.0
#: What a page of a site is called in the news.
_PAGE: Final = re.compile(r"([a-z0-9][a-z0-9_-]*/)+")
#: How many pages are taken for being looked at, at most; and of how many it is known that they were.
_MOST_WATCHED: Final = 3
_MOST_KNOWN: Final = 20
#: A file of the theme whose name says what is in it, so that a browser need not ask for it again.
_NAMED_BY_CONTENT: Final = re.compile(r"\.[0-9a-f]{8}\.min\.(?:css|js)$")
_FILES: Final = {"preview.js": "text/javascript; charset=utf-8", "preview.css": "text/css; charset=utf-8"}


class News:
    """What the pages are told: a number that grows with every step, when each page came to be another one, and what is wrong at the moment.

    A page is named as below the folder of the sites: ``lumivakka/fi/plan/roadmap/``. It may be shown here ahead of its site.

    Args:
        patience: how many seconds to wait for readers at most.
    """

    def __init__(self, patience: float = _LONGEST_LOAD) -> None:
        self._patience = patience
        self._changed = threading.Condition()
        self._number = 0
        self._wrong: dict[str, str] = {}
        self._folders: dict[str, int] = {}
        self._pages: dict[str, int] = {}
        self._ahead: dict[str, bytes] = {}
        self._asked: dict[str, float] = {}

    def publish(self, wrong: Mapping[str, str], folders: Iterable[str] = (), pages: Iterable[str] = (), same: Iterable[str] = ()) -> None:
        """A build has ended, or a part of it.

        Args:
            wrong: what to show above the last good page, by organisation; all under ``""``.
            folders: of the editions that are not what they were: ``lumivakka/``, ``lumivakka/fi/``. None of their pages is ahead any more.
            pages: of any edition, that are not what they were.
            same: pages of these editions that are, nevertheless.
        """
        with self._changed:
            kept = {page: self._changed_at(page) for page in same}
            self._number += 1
            self._wrong = dict(wrong)
            self._folders |= dict.fromkeys(folders, self._number)
            self._pages = {page: number for page, number in self._pages.items() if not page.startswith(tuple(folders))} | kept
            self._pages |= dict.fromkeys(pages, self._number)
            self._changed.notify_all()

    def show(self, pages: Mapping[str, bytes]) -> None:
        """Show `pages` ahead of their sites, until these come; nothing is said of it."""
        self._ahead = {**self._ahead, **pages}

    def wait_for_readers(self, pages: Collection[str]) -> None:
        """Until those who look at `pages` have loaded them and ask for what comes next; not longer than a page may take."""
        with self._changed:
            since = time.monotonic()
            self._changed.wait_for(lambda: all(self._asked.get(page, 0.0) >= since for page in pages), self._patience)

    def withdraw(self, organisation: str) -> None:
        """The site of an organisation is what counts again."""
        self._ahead = {page: html for page, html in self._ahead.items() if not page.startswith(f"{organisation}/")}

    def ahead(self, page: str) -> bytes | None:
        """A page that is shown ahead of its site."""
        return self._ahead.get(page)

    def watched(self) -> tuple[str, ...]:
        """The pages that are being looked at, as far as is known, and those that are ahead; what was asked for last comes first."""
        with self._changed:
            since = time.monotonic() - _LONGEST_WAIT - 1
            asking = sorted((page for page, at in self._asked.items() if at > since), key=self._asked.__getitem__, reverse=True)
        return tuple(dict.fromkeys([*asking[:_MOST_WATCHED], *self._ahead]))

    def after(self, number: int | None, page: str, longest: float = _LONGEST_WAIT) -> dict[str, object]:
        """The news later than `number` for who looks at `page`, waiting at most `longest` seconds for them; at once if there is no `number`.

        Returns:
            Their number, that of the step that made the page what it is, and what is wrong.
        """
        with self._changed:
            self._asked = dict(list(self._asked.items())[-_MOST_KNOWN:])
            self._asked.pop(page, None)
            if _PAGE.fullmatch(page):
                self._asked[page] = time.monotonic()
                self._changed.notify_all()
            self._changed.wait_for(lambda: self._number != number, longest)
            return {"number": self._number, "changed": self._changed_at(page), "wrong": self._wrong}

    @property
    def number(self) -> int:
        """That of the latest news."""
        return self._number

    def _changed_at(self, page: str) -> int:
        """When a page came to be what it is; of what nobody knows, that is the latest step."""
        folder = max(filter(page.startswith, self._folders), key=len, default=None)
        return self._pages.get(page, self._number if folder is None else self._folders[folder])


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
            asked, page = query.get("after", [""])[0], query.get("page", [""])[0]
            content = json.dumps(self.news.after(int(asked) if asked.isdecimal() else None, _address(unquote(page)))).encode()
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
        number, ahead, found = self.news.number, self.news.ahead(_address(path)), self._found(path)
        if ahead is not None and path.endswith(("/", "/index.html")):
            self._html(ahead, number)
            return
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
            self._html(content, number)
            return
        lasting = bool(_NAMED_BY_CONTENT.search(found.name))
        self._answer(HTTPStatus.OK, content, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, lasting=lasting)

    def _html(self, content: bytes, number: int) -> None:
        """A page, with the script that waits for news later than `number`."""
        head, end, tail = content.rpartition(b"</body>")
        self._answer(HTTPStatus.OK, head + _script(number) + end + tail, "text/html; charset=utf-8")

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
        self._answer(code, f"{head}<body>{body}{_script(self.news.number).decode()}</body></html>".encode(), "text/html; charset=utf-8")

    def _answer(self, code: HTTPStatus, content: bytes, kind: str, *, lasting: bool = False) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=86400, immutable" if lasting else "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
        if self.command != "HEAD":
            try:
                self.wfile.write(content)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True


def _script(number: int) -> bytes:
    return f'<script src="{_OWN}preview.js" data-number="{number}" defer></script>'.encode()


def _address(path: str) -> str:
    """What a page is called in the news, by its path."""
    return path.lstrip("/").removesuffix("index.html")
