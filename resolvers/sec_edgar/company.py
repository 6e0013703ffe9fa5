"""A company at the SEC, and the params all sources of EDGAR share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from resolvers.errors import ParamProblem
from resolvers.json_fields import shown
from resolvers.refusal import RefusedError
from resolvers.source import Param

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resolvers.json_fields import Fields

PUBLISHER = "US Securities and Exchange Commission"
LICENCE = "public domain (US government work)"
HOME = "https://www.sec.gov/search-filings/edgar-application-programming-interfaces"

FILED_WITHIN = timedelta(days=90)
"""The longest a company that reports in the US has for the report of its year."""

CIK = Param("Number of the company at the SEC (CIK), with or without zeros before it", kind="number")
CONCEPT_PATTERN = "[a-z][a-z-]*/[A-Za-z][A-Za-z0-9]*"
UNIT = Param(
    "Unit as EDGAR names it, such as USD, shares or USD/shares",
    required=False,
    default="USD",
    pattern="[A-Za-z][A-Za-z/-]*",
)
FIGURES = Param(
    "Which filing's word counts for a period: the first that told it, or the newest",
    required=False,
    default="original",
    choices=("original", "restated"),
)

_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Company:
    """A company, by its number at the SEC."""

    cik: int

    @property
    def digits(self) -> str:
        """The number as EDGAR's addresses have it: `0001045810`."""
        return f"{self.cik:0{_DIGITS}d}"

    @property
    def name(self) -> str:
        """How the company is named in sentences and identities: `CIK 0001045810`."""
        return f"CIK {self.digits}"

    def check(self, reply: Fields) -> None:
        """Raise RefusedError (identity_changed) for a reply that is of another company."""
        found = reply.label("cik")
        if not (found.isascii() and found.isdecimal() and found.zfill(_DIGITS) == self.digits):
            raise RefusedError("identity_changed", f"The reply is of CIK {shown(found)}, not of {self.name}.")


def cik_problems(values: Mapping[str, object], name: str = "cik") -> list[ParamProblem]:
    """What is wrong with a company's number beyond not being one."""
    cik = values.get(name)
    if not isinstance(cik, int) or 0 < cik < 10**_DIGITS:
        return []
    return [ParamProblem(name, "is no company's number", str(cik), "Give the CIK, of at most ten digits.")]


def decimals(unit: str) -> int:
    """Decimals worth showing of a figure in this unit: none of whole money and shares."""
    return 0 if unit.isalpha() and unit != "pure" else 2
