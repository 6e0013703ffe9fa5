"""Figures and filings of companies, from the SEC's EDGAR: one concept, a sum over companies, and what was filed."""

from __future__ import annotations

from resolvers.sec_edgar.concept import Concept
from resolvers.sec_edgar.filings import Filings
from resolvers.sec_edgar.sum import Sum

__all__ = ["Concept", "Filings", "Sum"]
