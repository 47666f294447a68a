"""The findings of an earlier run, to tell what is new from what was there before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from playbookgen.model.failure import Usage

#: Organisation (empty for what all share), code, case, subject: what names an entry from run to run.
Key = tuple[str, str, str, str]

_LARGEST: Final = 64 * 1024 * 1024
_WRITE_ONE: Final = "write one with: playbookgen check --format json > baseline.json"


@dataclass(frozen=True)
class Baseline:
    """What an earlier run of `check --format json` said. `name` is the file as it was typed."""

    name: str
    keys: frozenset[Key]

    @classmethod
    def read(cls, name: str) -> Self:
        """The baseline of a file.

        Raises:
            Usage: it cannot be read, or is no output of `check`.
        """
        path = Path(name)
        try:
            if path.is_file() and path.stat().st_size > _LARGEST:
                raise Usage(f"the baseline {name} is larger than {_LARGEST // 1024**2} MiB", _WRITE_ONE)
            told = json.loads(path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise Usage(f"the baseline {name} cannot be read: {error.strerror or error}", _WRITE_ONE) from None
        except (ValueError, RecursionError):
            raise Usage(f"the baseline {name} is not JSON", _WRITE_ONE) from None
        try:
            if told["version"] != 1:
                raise Usage(f"the baseline {name} speaks version {str(told['version'])[:20]} of the format, not 1", _WRITE_ONE)
            return cls(name, frozenset(_keys(told)))
        except (KeyError, TypeError, AttributeError):
            raise Usage(f"the baseline {name} is no output of playbookgen check --format json", _WRITE_ONE) from None


def _keys(told: dict[str, Any]) -> Iterator[Key]:
    yield from (_problem("", problem) for problem in told["problems"])
    for each in told["organisations"]:
        yield from (_problem(str(each["id"]), problem) for problem in each["problems"])
        for found in each["findings"]:
            yield (str(each["id"]), str(found["rule"]), str(found["case"] or ""), str(found["subject"]))


def _problem(organisation: str, problem: dict[str, Any]) -> Key:
    return (organisation, str(problem["code"]), "", str(problem["message"]))
