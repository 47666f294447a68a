"""The language server that editors run for YAML, spoken to as an editor does: over its standard input and output."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
import time
from pathlib import Path
from typing import Any, Final, Self

#: In a text: where the cursor stands.
CURSOR: Final = "▶"
_PATIENCE: Final = 60


class LanguageServer:
    """A running server with the folder of a workspace open in it. To be closed after use."""

    def __init__(self, program: Path, workspace: Path) -> None:
        self._workspace = workspace
        self._said: queue.Queue[dict[str, Any]] = queue.Queue()
        self._marked: dict[str, list[dict[str, Any]]] = {}
        self._number = 0
        self._process = subprocess.Popen(
            [str(program), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=workspace, env={**os.environ}
        )
        threading.Thread(target=self._listen, daemon=True).start()
        abilities = {
            "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
            "hover": {"contentFormat": ["markdown"]},
            "publishDiagnostics": {},
        }
        self._ask("initialize", {"processId": os.getpid(), "rootUri": workspace.as_uri(), "capabilities": {"textDocument": abilities}})
        self._tell("initialized", {})
        settings = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
        self._tell("workspace/didChangeConfiguration", {"settings": {"yaml": settings}})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate(timeout=_PATIENCE)

    def completions(self, text: str) -> dict[str, dict[str, Any]]:
        """What is offered where the cursor stands, by label."""
        found = self._ask("textDocument/completion", self._opened(text))
        return {item["label"]: item for item in found["items"]}

    def hover(self, text: str) -> str:
        """What is shown when the mouse rests where the cursor stands; Markdown."""
        found = self._ask("textDocument/hover", self._opened(text))
        return str(found["contents"]["value"]) if found else ""

    def marks(self, text: str) -> list[tuple[int, str]]:
        """What is underlined: the line, counted from 1, and what is said of it."""
        address = self._opened(text if CURSOR in text else text + CURSOR)["textDocument"]["uri"]
        until = time.monotonic() + _PATIENCE
        while address not in self._marked:
            assert time.monotonic() < until, "the server says nothing of the file"
            self._take(self._said.get(timeout=_PATIENCE))
        return [(mark["range"]["start"]["line"] + 1, mark["message"]) for mark in self._marked[address]]

    def _opened(self, text: str) -> dict[str, Any]:
        """A file of that text in playbook/, open in the editor, and the place of the cursor in it."""
        before, _, after = text.partition(CURSOR)
        self._number += 1
        path = self._workspace / "playbook" / f"written_{self._number}.yml"
        path.write_text(before + after, encoding="utf-8")
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": before + after}
        self._tell("textDocument/didOpen", {"textDocument": document})
        place = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return {"textDocument": {"uri": path.as_uri()}, "position": place}

    def _ask(self, method: str, parameters: dict[str, Any]) -> Any:
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            said = self._said.get(timeout=_PATIENCE)
            if said.get("id") == number and "method" not in said:
                assert "error" not in said, said
                return said["result"]
            self._take(said)

    def _tell(self, method: str, parameters: dict[str, Any]) -> None:
        self._send({"method": method, "params": parameters})

    def _take(self, said: dict[str, Any]) -> None:
        if said.get("method") == "textDocument/publishDiagnostics":
            self._marked[said["params"]["uri"]] = said["params"]["diagnostics"]
        elif "id" in said and "method" in said:
            self._send({"id": said["id"], "result": None})

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self._process.stdin.flush()

    def _listen(self) -> None:
        output = self._process.stdout
        assert output
        while True:
            length = 0
            while header := output.readline().strip():
                name, _, value = header.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                return
            self._said.put(json.loads(output.read(length)))
