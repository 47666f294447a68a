"""Percentages written as a fraction: 0.9 where 90 is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from playbookgen.model.scalars import Plain
from playbookgen.reading.nodes import Node
from playbookgen.reading.report import Report

_NUMBER = re.compile(r"\+?0?\.[0-9]{1,12}|\+?0\.[0-9]{1,12}")


def check_shares(root: Node, report: Report) -> None:
    """Warn where a percentage lies strictly between 0 and 1 (E401).

    Targets of metrics warn by themselves, see `Metric.contradictions`.
    """
    for name, node in _percentages(root):
        text = node.text
        if not isinstance(node.content, Plain) or text is None or not _NUMBER.fullmatch(text):
            continue
        value = Decimal(text)
        if not 0 < value < 1:
            continue
        percent = f"{(value * 100).normalize():f}"
        message = f"{name} {text} is less than one percent"
        report.add("E401", message, node.place, help=f"did you mean {percent}?", suggestion=percent, severity="warning")


def _percentages(root: Node) -> Iterator[tuple[str, Node]]:
    for channel in _items(root.child("channels")):
        yield from _named("service_level percent", channel.below("service_level", "percent"))
        yield from _named("share_pct", channel.child("share_pct"))
    for incentive in _items(root.below("recognition", "incentives")):
        yield from _named("weight_pct", incentive.child("weight_pct"))
    in_percent = {
        metric.below("id").text  # type: ignore[union-attr]
        for metric in _items(root.child("metrics"))
        if metric.child("id") and (unit := metric.child("unit")) and unit.text == "percent"
    }
    for goal in _items(root.below("change", "goals")):
        metric = goal.child("metric")
        if metric is not None and metric.text in in_percent:
            yield from _named("value", goal.child("value"))


def _items(node: Node | None) -> list[Node]:
    return node.items if node is not None else []


def _named(name: str, node: Node | None) -> Iterator[tuple[str, Node]]:
    if node is not None:
        yield name, node
