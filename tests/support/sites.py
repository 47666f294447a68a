"""The built samples, made once for all tests of a run, whichever process asks first."""

from __future__ import annotations

import fcntl
import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playbookgen import pipeline
from playbookgen.model.result import BuildRequest

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)


def workspace_copy(target: Path) -> Path:
    """The repository's own workspace (its playbook/ and site_config.yml) at `target`."""
    target.mkdir(parents=True)
    shutil.copytree(ROOT / "playbook", target / "playbook")
    shutil.copy(ROOT / "site_config.yml", target)
    return target


def build_samples(shared: Path) -> Path:
    """The built sites of the samples below `shared`; processes that come second wait for the first."""
    shared.mkdir(parents=True, exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        output = shared / "site"
        if not (shared / "built").exists():
            result = pipeline.build(BuildRequest(root=ROOT, output=output, today=TODAY, jobs=2))
            assert all(built.is_published for built in result.organisations), result
            (shared / "built").touch()
    return output


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *said: object) -> None:
        """Tests read what they assert, not an access log."""


class _Compressing(_Quiet):
    """As web servers are set up: compressed, and to be kept by the browser."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=86400")
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def served(directory: Path, *, compressed: bool = False) -> Iterator[str]:
    """`directory` on a free port of this machine; gives its address, ending with a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressing if compressed else _Quiet, directory=str(directory)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
