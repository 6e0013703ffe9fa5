"""What `verify` found, and how it says so: never more than can be proved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ledger.questions.units import counted

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.journal.head import Head

What = Literal["tampered", "diverges", "evidence_missing", "not_anchored", "newer"]
"""The log contradicts itself · what is shown does not follow from it, or it does not continue the head · bytes are
gone · entries after the head · entries this program is too old to judge."""

SHOWN = 100
UNPROVED = (
    "Nothing inside this file can show whether its end was cut off or the whole was rewritten; "
    "compare with a head kept elsewhere."
)
DECLARED = "Names given with --by are declared, not proved."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold, at an entry if it is about one."""

    what: What
    sentence: str
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The answer of `verify`: `size` and `root` (None if unreadable) are of what was read, `anchor` the head it was
    compared with, `more` the number of findings beyond those listed.
    """

    path: Path
    ledger_id: str | None
    size: int
    root: bytes | None
    findings: tuple[Finding, ...]
    more: int = 0
    anchor: Head | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def text(self) -> str:
        """The report for people, without a line end."""
        found = [f"{finding.what}: {finding.sentence}" for finding in self.findings]
        if self.more:
            found.append(f"and {self.more:,} more.")
        return "\n".join([self._headline(), *found, *self._limits()])

    def _headline(self) -> str:
        if not self.ok:
            return f"{self.path}: the record does not hold."
        return (
            f"{self.path}: {counted(self.size, 'entry', 'entries')}, root {self.root.hex() if self.root else 'unknown'}. Every entry's bytes, "
            "every root and every piece of evidence agree, and all that is shown follows from them."
        )

    def _limits(self) -> list[str]:
        if self.anchor is None:
            return [UNPROVED, DECLARED]
        if not self.ok:
            return [DECLARED]
        newer = f" Entries {self.anchor.size + 1:,} to {self.size:,} are not anchored by it."
        continues = f"It continues the head of {counted(self.anchor.size, 'entry', 'entries')} that it was compared with."
        return [continues + (newer if self.size > self.anchor.size else ""), DECLARED]

    def said(self) -> dict[str, Any]:
        """The report for programs."""
        return {
            "ok": self.ok,
            "ledger": self.ledger_id,
            "entries": self.size,
            "root": self.root.hex() if self.root else None,
            "anchored_to": self.anchor.size if self.anchor and self.ok else None,
            "findings": [
                {"what": finding.what, "entry": finding.entry, "sentence": finding.sentence}
                for finding in self.findings
            ],
            "more": self.more,
            "cannot_show": [UNPROVED, DECLARED] if self.anchor is None else [DECLARED],
        }


@dataclass(slots=True)
class Findings:
    """Findings as they come; after the first hundred they are only counted."""

    found: list[Finding] = field(default_factory=list)
    more: int = 0

    def add(self, what: What, sentence: str, entry: int | None = None) -> None:
        """One more."""
        if len(self.found) < SHOWN:
            self.found.append(Finding(what, sentence, entry))
        else:
            self.more += 1
