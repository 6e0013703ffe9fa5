"""`fledger`: the table of its commands. A command's module is loaded only when it is called.

The help sentences stand in the table, so that `fledger --help` loads none of them.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ledger import __version__
from ledger.cli.frame import Frame, talk

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMANDS: dict[str, tuple[str, str]] = {
    # your forecasts
    "today": ("reading:today", "What changed, what ends next, what waits for you."),
    "queue": ("queueing:queue", "What waits for a forecast of yours, and why."),
    "questions": ("reading:questions", "List questions; filter with words, tag:, state:, ends<30d."),
    "show": ("reading:show", "One question with its evidence and trail."),
    "forecast": ("forecasting:forecast", 'Say how likely: fledger forecast ID 35% --why "...".'),
    "predict": ("forecasting:forecast", "The same as forecast."),
    "correct": ("correcting:correct", "Say what you meant by a forecast you typed wrongly."),
    "withdraw": ("forecasting:withdraw", "End your forecast on a question."),
    "reaffirm": ("reaffirming:reaffirm", "Let your forecast hold for a question's newest words."),
    "ask": ("forecasting:ask", 'Ask a question of your own: fledger ask "Will ...?" --by 2027-03-01 20%.'),
    "note": ("forecasting:note", "Write a remark on a question."),
    "coherence": ("coherence:coherence", "What contradicts among your forecasts on one number."),
    "score": ("standing:score", "Your scores, with time covered and references."),
    "trace": ("tracing:trace", "Where a score comes from: the rows of time that add up to it."),
    "references": ("references:references", "State the naive forecasts: no change, base rate."),
    "calibration": ("calibrating:calibration", "How your chances compare with what happened."),
    "leaderboard": (
        "leaderboard:leaderboard",
        "Who did better on shared questions, as far as it can be told.",
    ),
    "relative-skill": (
        "relative_skill:relative_skill",
        "Losses on numbers and dates, pair by pair on common questions.",
    ),
    "what-if": ("what_if:what_if", "Scores and ranks under another outcome; writes nothing."),
    "claims": ("standing:claims", "What publications said, and what came of it."),
    "scenarios": (
        "scenarios:scenarios",
        "A publication's scenarios by quantity, and what belongs to neither.",
    ),
    "app": ("app:app", "Open the terminal app."),
    # the questions and their sources
    "check": ("check:check", "Check question files: every problem at once, then advice."),
    "new": (
        "files:new",
        "Write a question file to start from, or a month's file for each month that follows.",
    ),
    "schema": ("files:schema", "Print the JSON Schema of question files."),
    "sync": ("sync:sync", "Take new questions from the files into the ledger."),
    "sources": ("sources:sources", "How the sources are: last good look, failures, newest row, alarms."),
    "source": ("source:source", "List, show and try data sources."),
    "try": ("trying:try_", "Try a question file: value now, distance, base rate, end; writes nothing."),
    "rehearse": ("trying:rehearse", "What a question would resolve to now; writes nothing."),
    "backtest": ("backtest:backtest", "What a rule would have said of the past, and how often."),
    # resolving
    "look": ("resolving:look", "Look at the sources now and keep what they say."),
    "resolve": ("resolving:resolve", "Decide what can be decided."),
    "answer": ("resolving:answer", "Answer a question that a person judges."),
    "review": ("review:review", "What waits for a person: show, confirm, uphold, correct, annul."),
    "confirm": ("review_acts:confirm", "Stand behind a proposal, by its hash."),
    "reject": ("review_acts:reject", "Take a wrong proposal off the table, by its hash."),
    "challenge": ("review_acts:challenge", "Contest a proposal, by its hash; it waits until people decide."),
    "explain": ("explain:explain", "Why a question was decided so, down to the cell; or what is missing."),
    "replay": ("resolving:replay", "Decide every automatic resolution again, from what was kept."),
    "run": ("daemon:daemon", "Run the scheduler until it is stopped."),
    "status": ("reading:status", "Is the ledger well: looks, alarms, daemon."),
    # the record
    "init": ("home:init", "Make a new ledger."),
    "settings": ("home:settings", "Show every setting and where it came from."),
    "verify": ("record:verify", "Prove that the record holds."),
    "journal": ("record:journal", "Read the journal's entries."),
    "head": ("record:head", "Three lines that pin the record; keep them elsewhere."),
    "export": ("record:export", "Write the journal, or tables of questions, forecasts, scores, calibration."),
    "import": (
        "record:import_",
        "Take in an exported journal, or tables of questions, forecasts and outcomes.",
    ),
    "backup": ("record:backup", "Copy the ledger while it is in use."),
    "restore": ("record:restore", "Put a backup in the ledger's place."),
    "demo": ("demo:demo", "A simulated ledger from 2026 to 2029, to look around in."),
}
"""Name -> (module:attribute, help)."""


class Commands(click.Group):
    """Loads a command's module when it is called, and knows near misses. What click says of them is cleaned here."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """What stands before the command, read."""
        with _cleaned():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """What stands after it, read, and the command run."""
        with _cleaned():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's signature
        """Every command, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 click's signature
        """The command, loaded now; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        module, attribute = COMMANDS[cmd_name][0].split(":")
        command = getattr(import_module(f"ledger.cli.{module}"), attribute)
        return _with_home(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of the first word; a near miss is named."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            close = get_close_matches(args[0], COMMANDS, 1)
            hint = f" Did you mean {close[0]}?" if close else " See: fledger --help"
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 click's signature
        """The table, without loading anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items() if name != "predict"])


@contextmanager
def _cleaned() -> Iterator[None]:
    """An option that there is not is told as it was typed, which a script may have taken from anywhere."""
    try:
        yield
    except click.UsageError as error:
        from ledger.questions.clean import clean

        said = error.format_message()
        if clean(said) == said:
            raise
        raise click.UsageError(clean(said), error.ctx) from error


def _with_home(command: click.Command) -> click.Command:
    """`--home` and `--now` work after the command's name too, also after that of a command in a group."""
    if isinstance(command, click.Group):
        for each in command.commands.values():
            _with_home(each)
    if any(param.name == "home" for param in command.params):
        return command
    for option in (_home_option(), _now_option()):
        command.params.append(option)
    return command


def _home_option() -> click.Option:
    return click.Option(
        ["--home"],
        type=click.Path(path_type=Path, file_okay=False),
        expose_value=False,
        callback=lambda ctx, _param, value: _set(ctx, "home", value),
        help="The ledger's folder.",
    )


def _now_option() -> click.Option:
    return click.Option(
        ["--now"],
        metavar="TIME",
        hidden=True,
        expose_value=False,
        callback=lambda ctx, _param, value: _set(ctx, "now_text", value),
        help="The time in a simulated ledger.",
    )


def _set(ctx: click.Context, name: str, value: object) -> None:
    if value is not None:
        setattr(ctx.ensure_object(Frame), name, value)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    params=[_home_option(), _now_option()],
)
@click.version_option(__version__, "-V", "--version", prog_name="fledger", message="%(prog)s %(version)s")
@click.pass_context
def fledger(ctx: click.Context) -> None:
    """A ledger of dated predictions: asked, resolved from public data, scored.

    Without a command: the app on a terminal, today's page on a pipe.
    """
    frame = ctx.ensure_object(Frame)
    if ctx.invoked_subcommand is None:
        name = "app" if _interactive() else "today"
        command = fledger.get_command(ctx, name)
        if command is not None:
            ctx.invoke(command) if name == "app" else command.main(args=[], obj=frame, standalone_mode=False)


def _interactive() -> bool:
    return sys.stdout.isatty() and sys.stdin.isatty() and os.environ.get("TERM") != "dumb"


def run() -> None:
    """Run the command line; errors end as one sentence on stderr and their exit code."""
    from ledger.errors import LedgerError

    # Leaderboards are thousands of small products: threads of BLAS spend more on waking each other than on them.
    # numpy reads this when it is loaded, which is later.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A command makes many things and drops them by itself: looking for those it cannot is a tenth of a long report.
    gc.set_threshold(100_000, 50, 50)
    try:
        fledger(prog_name="fledger", standalone_mode=True)
    except LedgerError as error:
        talk(f"fledger: {error}")
        sys.exit(error.exit_code)
