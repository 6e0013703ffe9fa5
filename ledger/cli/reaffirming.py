"""`fledger reaffirm`: a forecast made on an earlier version holds for the newest one too, after its words were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ledger.cli.frame import Frame, Style, emit_lines, pass_frame, styles

if TYPE_CHECKING:
    from ledger.record.bound import Bound


@click.command()
@click.argument("question")
@click.option("--by", help="Whose forecast; else your name in the settings. Declared, not proved.")
@click.option("--dry-run", is_flag=True, help="Show which words changed; record nothing.")
@styles
@pass_frame
def reaffirm(frame: Frame, question: str, by: str | None, style: Style | None, *, dry_run: bool) -> None:
    """Let your forecast on QUESTION hold for its newest version. What changed since you made it is shown first."""
    from ledger import acts
    from ledger.cli.differences import differences
    from ledger.cli.reading import say
    from ledger.record.bound import bound
    from ledger.record.finding import find_question

    me = frame.me(by)
    with frame.record() as record, frame.journal() as journal:
        name = find_question(record, question)
        found = bound(record, name, me)
        if found is not None and style is None:
            say(differences(found.then, found.now))
        if found is None or not found.is_behind or not dry_run:
            found = acts.bind(journal, record, name, by=me)
    _tell(name, found, style, dry_run=dry_run)


def _tell(name: str, found: Bound, style: Style | None, *, dry_run: bool) -> None:
    from ledger.cli.differences import by_key, differences_data

    holds = "would hold" if dry_run else "holds"
    made = f"for version {found.newest}; it was made on version {found.version}"
    changed = differences_data(found.then, found.now)
    said = {"schema": 1, "dry_run": dry_run, "question": name, "forecast": found.forecast}
    emit_lines(
        style,
        lines=[f"{name}: forecast #{found.forecast} {holds} {made}"],
        rows=[
            (holds, name, found.forecast, found.version, found.newest),
            *(("changed", *each) for each in by_key(found.then, found.now)),
        ],
        data={**said, "from_version": found.version, "to_version": found.newest, "changed": changed},
    )
