"""What a release brings along, as CycloneDX 1.6 in JSON: made from the lock of what runs, the same lock giving the same bytes.

`make sbom` writes it to dist/. There is no clock in it: a timestamp only where SOURCE_DATE_EPOCH says one, and the serial number follows from
the content.
"""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

import playbookgen
from support.house import REPOSITORY
from support.licences import listed
from support.locks import Locked, locked

_NAME: Final = "playbookgen"
#: An identifier of SPDX stands by itself; anything that joins two is an expression.
_SINGLE: Final = re.compile(r"[A-Za-z0-9.-]+")


def sbom(packages: tuple[Locked, ...] | None = None, epoch: str | None = None) -> dict[str, Any]:
    """The bill of materials.

    Args:
        packages: what it lists; the lock ``run`` if not given.
        epoch: seconds since 1970 for the timestamp; none if not given.
    """
    packages = locked("run") if packages is None else packages
    own = _address(_NAME, playbookgen.__version__)
    known = {each.name: _address(each.name, each.version) for each in packages} | {_NAME: own}
    licences = listed()
    metadata: dict[str, Any] = {
        "component": {
            "type": "application",
            "bom-ref": own,
            "name": _NAME,
            "version": playbookgen.__version__,
            "purl": own,
            "licenses": [{"license": {"id": "MIT"}}],
        }
    }
    if epoch:
        metadata = {"timestamp": datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), **metadata}
    asked: dict[str, list[str]] = {address: [] for address in known.values()}
    for each in packages:
        for by in each.asked_by:
            if by in known:
                asked[known[by]].append(known[each.name])
    body: dict[str, Any] = {
        "metadata": metadata,
        "components": [_component(each, licences.get(each.name, ("", ""))) for each in packages],
        "dependencies": [{"ref": address, "dependsOn": sorted(needs)} for address, needs in sorted(asked.items())],
    }
    serial = uuid5(NAMESPACE_URL, json.dumps(body, sort_keys=True))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        **body,
    }


def text(epoch: str | None = None) -> str:
    """The same as it is written."""
    return json.dumps(sbom(epoch=epoch), indent=2, ensure_ascii=False) + "\n"


def _component(each: Locked, told: tuple[str, str]) -> dict[str, Any]:
    """One package; its hashes are those of every file of the release, of which a machine installs one."""
    found: dict[str, Any] = {
        "type": "library",
        "bom-ref": _address(each.name, each.version),
        "name": each.name,
        "version": each.version,
        "scope": "optional" if each.marker else "required",
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in sorted(each.hashes)],
        "purl": _address(each.name, each.version),
    }
    version, licence = told
    if version == each.version and licence != "unknown":
        found["licenses"] = [{"license": {"id": licence}}] if _SINGLE.fullmatch(licence) else [{"expression": licence}]
    return found


def _address(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


if __name__ == "__main__":
    target: Path = REPOSITORY / "dist" / f"{_NAME}-{playbookgen.__version__}.cdx.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(text(os.environ.get("SOURCE_DATE_EPOCH")), encoding="utf-8")
