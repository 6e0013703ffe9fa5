"""`fledger explain`: why a question was decided as it was, or what is missing; a tree, from the record alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ledger.cli.frame import Frame, Style, emit, emit_json, pass_frame, styles, tell
from ledger.cli.words import sim
from ledger.questions.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.resolution.looking_back.explain_node import Node

STEP = "  "
INVENTED = frozenset({"ended", "proposal", "decision", "reading"})
"""The steps that tell an outcome or a value: marked SIM where it was made up."""


@click.command()
@click.argument("question")
@styles
@pass_frame
def explain(frame: Frame, question: str, style: Style | None) -> None:
    """Why QUESTION was decided so: each test, source, reading and the cell it came from. What is missing, where it was not.

    Reads only what the ledger kept: no network, nothing written.
    """
    from ledger.questions.rule_words import rule_words
    from ledger.record.finding import find_question
    from ledger.resolution.looking_back.explain import explain as explained

    with frame.record() as record:
        found = explained(record, find_question(record, question), frame.clock.now())
    rule = rule_words(found.question.rule)
    if style == "json":
        emit_json({"schema": 1, "question": found.question.id, "rule": rule, "tree": _data(found.tree)})
        return
    if style == "plain":
        rows = [("0", "rule", rule), *_rows(found.tree, 0, simulated=frame.simulated)]
        emit(style, headers=(), rows=rows, data=None)
        return
    first, *rest = _lines(found.tree, 0, simulated=frame.simulated)
    tell("\n".join((first, STEP + clean_line(f"rule: {rule}"), *rest)))


def _lines(node: Node, depth: int, *, simulated: bool) -> Iterator[str]:
    yield STEP * depth + clean_line(sim(node.words, simulated=simulated and node.kind in INVENTED))
    for part in node.parts:
        yield from _lines(part, depth + 1, simulated=simulated)


def _rows(node: Node, depth: int, *, simulated: bool) -> Iterator[tuple[str, str, str]]:
    """For pipes: how deep in the tree, the kind of step, and its words."""
    yield str(depth), node.kind, sim(node.words, simulated=simulated and node.kind in INVENTED)
    for part in node.parts:
        yield from _rows(part, depth + 1, simulated=simulated)


def _data(node: Node) -> dict[str, Any]:
    return {
        "kind": node.kind,
        "words": node.words,
        **node.facts,
        "parts": [_data(part) for part in node.parts],
    }
