"""From the stored `[claim]` table to the claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from ledger.questions.question import About, Certainty, Claim, Objection, Proxy, Stance

if TYPE_CHECKING:
    from ledger.questions.stored_table import StoredTable


def read_claim(table: StoredTable | None) -> Claim | None:
    """The claim, or None where the question has none. Raises NotAQuestionError."""
    if table is None:
        return None
    return Claim(
        publication=table.text("publication"),
        stance=table.choice("stance", get_args(Stance)),
        said_by=table.text("said_by"),
        quote=table.maybe_text("quote"),
        paraphrase=table.maybe_text("paraphrase"),
        where=table.maybe_text("where"),
        repeated_by=table.texts("repeated_by"),
        hedge=table.maybe_text("hedge"),
        condition=table.maybe_text("condition"),
        condition_question=table.maybe_text("condition_question"),
        proxy=table.choice("proxy", get_args(Proxy), "exact"),
        proxy_note=table.maybe_text("proxy_note"),
        certainty=table.choice("certainty", get_args(Certainty), "read"),
        caveat=table.maybe_text("caveat"),
        objections=tuple(_objection(each) for each in table.tables("objection")),
        place=table.maybe_whole("place"),
    )


def _objection(table: StoredTable) -> Objection:
    return Objection(table.text("by"), table.choice("about", get_args(About)), table.text("quote"))
