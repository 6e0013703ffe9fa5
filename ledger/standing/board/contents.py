"""What a leaderboard is made of, question by question: put in, taken out, never computed twice.

People only, as in `together`: publications have no score, private questions and checked facts compare nobody.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ledger.record.columns import every_forecast
from ledger.record.ended import question_ends, stating_publications
from ledger.record.spoken import spoke, tagged
from ledger.standing.board.denominators import Counted, Denominators
from ledger.standing.board.parts import parts
from ledger.standing.board.sums import Sums
from ledger.standing.denominator import where
from ledger.standing.moves import changed
from ledger.standing.scored import counts_for
from ledger.standing.todays_words import of_todays_words
from ledger.standing.together import NOBODY, together_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.columns import EveryForecast
    from ledger.record.ended import QuestionEnd
    from ledger.record.opening import Record
    from ledger.standing.board.leaderboard import Wanted
    from ledger.standing.board.parts import Part
    from ledger.standing.moves import Becomes


class Contents:
    """The parts of every resolved question, the sums over those that are shared, and everybody's denominators.

    `families` are those on the board, each with its shared questions; `changes` counts how often one of them changed. It
    holds nothing before `take`.
    """

    def __init__(
        self, record: Record, wanted: Wanted, becomes: Mapping[str, Becomes] = MappingProxyType({})
    ) -> None:
        """`becomes` puts another end in place of what the record says of some questions."""
        self.wanted = wanted
        self._becomes = becomes
        self.denominators = Denominators()
        self.parts: dict[str, Part] = {}
        self.families: dict[str, dict[str, Part]] = {}
        self.sums = Sums()
        self.changes = 0
        self._publications = stating_publications(record)

    def take(self, record: Record, only: str | None = None) -> None:
        """Read every question, or one (`only`, an id), and put it in."""
        ends = self._ends(record, only)
        everybody = together_of(
            self.wanted.kind,
            ends,
            self._chosen(record, only),
            publications=self._publications,
            choice=self.wanted.choice,
            origin=self.wanted.origin,
        )
        found = {part.question: part for part in parts(record, everybody, self.wanted.score)}
        self._put(found)
        spoken = self._spoken(record, only)
        for end in ends:
            scored = found[end.id].scored if end.id in found else frozenset[str]()
            said = spoken.get(end.id, {})
            self.denominators.put(Counted(end.id, end.family, end.closes_at, where(end), said, scored))

    def _ends(self, record: Record, only: str | None) -> list[QuestionEnd]:
        of_kind = (end for end in question_ends(record, only=only) if end.kind == self.wanted.kind)
        ends = [changed(end, self._becomes.get(end.id)) for end in of_kind]
        tag = self.wanted.tag
        named = frozenset[str]() if tag is None else tagged(record, tag, only=only)
        return [end for end in ends if counts_for(end, NOBODY) and (tag is None or end.id in named)]

    def _chosen(self, record: Record, only: str | None) -> EveryForecast:
        every = every_forecast(record, only=only)
        if self.wanted.amended:
            return every
        return every.only(of_todays_words(record, every.forecasts, only=only))

    def _spoken(self, record: Record, only: str | None) -> Mapping[str, Mapping[str, bool]]:
        found: dict[str, dict[str, bool]] = {}
        for one in spoke(record, only=only, imputed=self.wanted.origin != "said"):
            if one.forecaster not in self._publications:
                found.setdefault(one.question, {})[one.forecaster] = one.withdrawn
        return found

    def drop(self, question: str) -> None:
        """Take a question out, if it is in."""
        self.denominators.drop(question)
        part = self.parts.pop(question, None)
        if part is not None and part.shared:
            left = {name: one for name, one in self.families[part.family].items() if name != question}
            self._replace({part.family: left})

    def _put(self, found: Mapping[str, Part]) -> None:
        self.parts |= found
        changed: dict[str, dict[str, Part]] = {}
        for part in found.values():
            if part.shared:
                kept = changed.setdefault(part.family, dict(self.families.get(part.family, {})))
                kept[part.question] = part
        self._replace(changed)

    def _replace(self, changed: Mapping[str, dict[str, Part]]) -> None:
        """Take these families out of the sums and put them in as they are now; one without questions is gone."""
        self.changes += bool(changed)
        before = [self.families.pop(name) for name in changed if name in self.families]
        self.sums.add([tuple(parts_.values()) for parts_ in before], by=-1)
        self.families |= {name: parts_ for name, parts_ in changed.items() if parts_}
        self.sums.add([tuple(parts_.values()) for parts_ in changed.values() if parts_])
