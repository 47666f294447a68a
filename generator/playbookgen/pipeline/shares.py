"""Which machine builds which organisation: the same answer on all of them, without asking each other."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

#: How much more than its even part a shard may take before an organisation goes to the next one it prefers, in hundredths.
_SLACK: Final = 110


def shares(sizes: Mapping[str, int], parts: int) -> dict[str, int]:
    """The shard, 1 to `parts`, of each organisation.

    Each organisation has an order of its own, by its id, in which it prefers shards, and takes the first that is not full yet
    (rendezvous hashing with bounded loads). So shards are even, and when an organisation comes, goes or grows, few others move.

    Args:
        sizes: how much work each organisation is, by id; in any order.
        parts: number of shards.
    """
    full = max(-(-sum(sizes.values()) * _SLACK // (100 * parts)), max(sizes.values(), default=0))
    loads = dict.fromkeys(range(1, parts + 1), 0)
    found: dict[str, int] = {}
    # Large ones first, while there is room to choose; by magnitude only, so that a little more text changes no order.
    for name in sorted(sizes, key=lambda each: (-sizes[each].bit_length(), _drawn(each, 0), each)):
        order = preferences(name, parts)
        part = next((each for each in order if loads[each] + sizes[name] <= full), None) or min(order, key=lambda each: loads[each])
        loads[part] += sizes[name]
        found[name] = part
    return found


def preferences(name: str, parts: int) -> list[int]:
    """The shards 1 to `parts` in the order in which an organisation prefers them."""
    return sorted(range(1, parts + 1), key=lambda part: _drawn(name, part))


def _drawn(name: str, part: int) -> bytes:
    return hashlib.sha256(f"{name}\0{part}".encode("utf-8", "surrogateescape")).digest()
