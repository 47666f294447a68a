"""Own JavaScript outside a page: run by Node where there is one, else by the browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from support.browsers import chromium

_NODE = """
const { readFileSync } = require("fs");
globalThis.self = globalThis;
for (const path of JSON.parse(process.argv[1])) require("vm").runInThisContext(readFileSync(path, "utf8"), { filename: path });
const given = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(eval("(" + process.argv[2] + ")")(given)));
"""


def run(scripts: Sequence[Path], function: str, given: object = None) -> Any:
    """What `function` (JavaScript, of one argument) returns for `given` after `scripts` have run, in and out as JSON."""
    node = shutil.which("node")
    if node is None:
        with chromium() as browser:
            page = browser.new_page()
            for script in scripts:
                page.add_script_tag(content=script.read_text(encoding="utf-8"))
            return page.evaluate(f"(given) => ({function})(given)", given)
    command = [node, "-e", _NODE, json.dumps([str(script) for script in scripts]), function]
    return json.loads(subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True, timeout=60).stdout)
