"""`fledger look --dry-run`: every first request that a look would send, and for what; nothing is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli.frame import emit, talk

if TYPE_CHECKING:
    from ledger.cli.frame import Style
    from ledger.tui.views.look_now import LookPlan

HEADERS = ("due", "host", "sources", "questions", "request")


def show(plan: LookPlan, style: Style | None) -> None:
    """Print the requests, by host."""
    emit(
        style,
        headers=HEADERS,
        rows=[
            ("due" if one.due else "", one.host, ", ".join(one.sources), str(one.questions), one.url)
            for one in plan.requests
        ],
        data={
            "schema": 1,
            "requests": [
                {"url": one.url, "host": one.host, "due": one.due}
                | {"sources": list(one.sources), "questions": one.questions}
                for one in plan.requests
            ],
        },
    )
    if style is None:
        talk(
            f"{len(plan.due)} of {len(plan.requests)} are due. Nothing was sent; a source may ask for further pages."
        )
