"""`fledger reaffirm`: a forecast made on an earlier version holds for the newest one too, after its words were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ledger.cli.frame import Frame, Style, emit_json, pass_frame, tell

if TYPE_CHECKING:
    from ledger.record.bound import Bound


@click.command()
@click.argument("question")
@click.option("--by", help="Whose forecast; else your name in the settings. Declared, not proved.")
@click.option("--dry-run", is_flag=True, help="Show which words changed; record nothing.")
@click.option("--json", "style", flag_value="json", type=str, help="JSON.")
@pass_frame
def reaffirm(frame: Frame, question: str, by: str | None, style: Style | None, *, dry_run: bool) -> None:
    """Let your forecast on QUESTION hold for its newest version. What changed since you made it is shown first."""
    from ledger import acts
    from ledger.record.bound import bound
    from ledger.record.finding import find_question

    me = frame.me(by)
    with frame.record() as record, frame.journal() as journal:
        name = find_question(record, question)
        found = bound(record, name, me)
        if found is not None and style is None:
            _show(found)
        if found is None or not found.is_behind or not dry_run:
            found = acts.bind(journal, record, name, by=me)
    _tell(name, found, style, dry_run=dry_run)


def _show(found: Bound) -> None:
    from ledger.cli.differences import differences

    for line in differences(found.then, found.now):
        tell(line)


def _tell(name: str, found: Bound, style: Style | None, *, dry_run: bool) -> None:
    from ledger.cli.differences import differences_data

    if style == "json":
        changed = differences_data(found.then, found.now)
        said = {"schema": 1, "dry_run": dry_run, "question": name, "forecast": found.forecast}
        emit_json({**said, "from_version": found.version, "to_version": found.newest, "changed": changed})
    else:
        would = "would hold" if dry_run else "holds"
        tell(
            f"{name}: forecast #{found.forecast} {would} for version {found.newest}; it was made on version {found.version}"
        )
