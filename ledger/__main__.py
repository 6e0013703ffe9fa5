"""`python -m ledger` is `fledger`."""

from __future__ import annotations

from ledger.cli.main import run

if __name__ == "__main__":
    run()
