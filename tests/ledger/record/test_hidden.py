"""What is covered until somebody answered: the condition in SQL says of every question what the rule says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.record.hidden import UNANSWERED, Reader, is_hidden
from ledger.record.questions import page

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World

QUESTIONS = ("alone", "by-me", "by-tom", "taken-back", "closed", "resolved", "annulled", "proposed")


def test_the_condition_and_the_rule_say_the_same(world: World) -> None:
    for name in QUESTIONS:
        world.ask(name, **({"closes_at": "2026-06-02"} if name == "closed" else {}))
    world.say("by-me", by="mira")
    world.say("by-tom", by="tom")
    world.withdraw(world.say("taken-back", by="mira"))
    world.go(3)
    world.resolve("resolved", {"yes": True})
    world.annul("annulled")
    world.propose("proposed", by="tom", challenge_until=world.at(9))
    for revealed in (frozenset[str](), frozenset({"alone", "by-tom"})):
        reader = Reader("mira", world.now, revealed)
        sql = f"SELECT q.question FROM now_questions q WHERE {UNANSWERED}"
        with world.record() as record:
            covered = {row[0] for row in record.rows(sql, reader.values)}
            rows = page(record, QUESTIONS, now_us=world.now, me="mira")
        by_rule = {row.id for row in rows if is_hidden(row, now_us=world.now, revealed=row.id in revealed)}
        assert covered == by_rule
        assert by_rule == {"alone", "by-tom", "proposed"} - revealed
