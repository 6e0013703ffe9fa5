"""The commands of the leaderboard: which one, and how much of it."""

from __future__ import annotations

from ledger.tui.commands.command import Command


class NextMethod(Command):
    """Summed, adjusted, by pairs."""

    NAME, KEYS, SAYS = "leaderboard.method", "m", "Method"
    TELLS = "summed over time, adjusted for difficulty, or by pairs"


class NextScore(Command):
    """Peer, baseline, Brier points."""

    NAME, KEYS, SAYS, TELLS = "leaderboard.score", "s", "Score", "peer, baseline or Brier points"


class NextKind(Command):
    """Yes/no or multiple-choice."""

    NAME, KEYS, SAYS, TELLS = "leaderboard.kind", "t", "Kind", "yes/no or multiple-choice questions"


class ShowBeside(Command):
    """Crowds and naive forecasts."""

    NAME, KEYS, SAYS, TELLS = "leaderboard.beside", "o", "Others", "crowds and naive forecasts beside it"


class StopWorking(Command):
    """What is being worked out."""

    NAME, KEYS, SHOWS_AS, SAYS = "leaderboard.stop", "escape", "esc", "Stop"
    TELLS = "working this leaderboard out"


class BelowTen(Command):
    """Means and values of few families."""

    NAME, KEYS, SHOWN = "leaderboard.anyway", "a", False
    SAYS, TELLS = "All detail", "means and values below ten families, too"
