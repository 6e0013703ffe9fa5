"""A publication gets no Brier, rank, grade or share of being right, whatever it said and whatever came."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ledger.cli.claims_page import verdict_data
from ledger.questions.outcome import Amount, Beyond, Outcome, YesNo
from ledger.questions.reading import question_from_said
from ledger.standing.publications.judging import Ended, verdicts
from ledger.standing.publications.verdict import RangeResult, Verdict

FORBIDDEN = (
    "brier",
    "baseline",
    "rank",
    "grade",
    "accura",
    "correct",
    "right",
    "wrong",
    "calibrat",
    "log score",
)
NUMBERS = st.integers(1, 60).map(str)
STATED: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(lambda p: {"probability": f"0.{p}"}, st.integers(1, 9)),
    st.builds(lambda x: {"point": x}, NUMBERS),
    st.builds(
        lambda a, b: {"range": {"lower": str(min(a, b)), "upper": str(max(a, b))}}, *[st.integers(1, 60)] * 2
    ),
    st.builds(
        lambda a, b: {"interval": {"level": "0.8", "lower": str(min(a, b)), "upper": str(max(a, b))}},
        *[st.integers(1, 60)] * 2,
    ),
)
OUTCOMES: st.SearchStrategy[Outcome | None] = st.one_of(
    st.none(),
    st.booleans().map(lambda yes: YesNo(yes=yes)),
    NUMBERS.map(lambda text: Amount(Decimal(text))),
    st.just(Beyond("max")),
)


def said(kind: str, stance: str, proxy: str, stated: dict[str, Any]) -> dict[str, Any]:
    """A question that a publication stated, as a file says it."""
    numeric = {"unit": "months", "digits": 1, "range": {"min": "0.0", "max": "60.0", "open_max": True}}
    binary = {"yes_if": {"at_least": "12.0"}} if kind == "binary" else {}
    return {
        "format": 1,
        "kind": kind,
        "title": "A title",
        "statement": "Will it be so?",
        "criteria": "It is so if it is.",
        "opens_at": "2026-06-01",
        "closes_at": "2026-06-11T00:00:00+00:00",
        "resolves_at": "2026-06-12",
        "gives_up_at": "2026-08-01",
        "claim": {
            "publication": "paper-1",
            "said_by": "The Lab",
            "quote": "so it will be",
            "stance": stance,
            "proxy": proxy,
            "condition": "controls are tightened",
        },
        "forecast": [{"by": "paper-1", "made_at": "2026-05-14", **stated}],
        "resolution": {
            "window": {"over": ["2026-06-01", "2026-06-10"]},
            "source": [{"name": "manual", "value": "answer"}],
            **binary,
        },
        **(numeric if kind == "numeric" else {}),
    }


@given(
    stance=st.sampled_from(["asserts", "scenario", "asks", "reports"]),
    proxy=st.sampled_from(["exact", "close", "loose"]),
    stated=STATED,
    outcome=OUTCOMES,
    annulled=st.sampled_from([None, None, "annulled", "ambiguous"]),
    met=st.booleans(),
    no_change=st.one_of(st.none(), st.floats(0, 60)),
)
def test_no_verdict_grades_a_publication(**case: Any) -> None:
    for verdict in _verdicts(**case):
        told = json.dumps(verdict_data(verdict)).casefold() + verdict.words().casefold()
        assert not [word for word in FORBIDDEN if word in told]
        scored = isinstance(verdict, RangeResult) and verdict.level is not None
        assert ("score" in verdict.words()) == scored
        assert case["proxy"] != "loose" or "as said" not in told


def _verdicts(
    *,
    stance: str,
    proxy: str,
    stated: dict[str, Any],
    outcome: Outcome | None,
    annulled: str | None,
    met: bool,
    no_change: float | None,
) -> tuple[Verdict, ...]:
    kind = "binary" if isinstance(outcome, YesNo) or "probability" in stated else "numeric"
    if (kind == "binary") != ("probability" in stated) or (
        kind == "binary" and isinstance(outcome, Amount | Beyond)
    ):
        return ()
    question = question_from_said("q-1", said(kind, stance, proxy, stated))
    assert question.claim is not None
    return verdicts(question, question.claim, Ended(outcome, annulled, met), no_change)


def test_the_words_that_are_looked_for_would_be_found() -> None:
    assert [word for word in FORBIDDEN if word in "right in 3 of 4 (brier 0.1), rank 2"] == [
        "brier",
        "rank",
        "right",
    ]
