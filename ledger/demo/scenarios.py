"""Two invented scenarios of an invented publication, written as a maintainer would, over quantities that are played."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PUBLICATIONS = """\
[sim-futures]
title = "SIM Two invented futures"
by = "SIM An invented institute"
kind = "paper"
published_on = 2026-05-14
read = "nobody wrote it: invented data"
interest = "none: invented, to show what scenarios look like"
"""

SCENARIOS = """\
format = 1
publication = "sim-futures"

[[scenario]]
name = "1"
title = "SIM The lead grows"
condition = "chips stay scarce (invented)"

[[scenario]]
name = "2"
title = "SIM The lead melts"
condition = "chips are smuggled (invented)"

[[quantity]]
question = "us-lead-months-2028"

[[quantity.range]]
scenario = "1"
words = "a year to a year and a half (invented)"
at_least = 12.0
at_most = 18.0

[[quantity.range]]
scenario = "2"
words = "half a year or less (invented)"
at_most = 6.0

[[quantity]]
question = "huawei-share-2026"
note = "Invented, like all here: the shares that the simulated chip table leads to are, too."

[[quantity.range]]
scenario = "1"
words = "below 4 % (invented)"
below = 4.0

[[quantity.range]]
scenario = "2"
words = "a twentieth or so (invented)"
at_least = 4.0
at_most = 6.0
our_reading = "the words name no bounds; 4 to 6 is this demo's."

[[quantity]]
question = "huawei-share-2027"

[[quantity.range]]
scenario = "2"
words = "more than 8 % (invented)"
above = 8.0

[[left_out]]
by = "sim-futures"
words = "SIM Whether a law against distillation comes at all."
watched_by = ["distillation-bill-hr8283"]
"""


def write_scenarios(folder: Path) -> None:
    """Write the publication and its scenarios into a new folder of the catalogue."""
    folder.mkdir(parents=True)
    for name, text in (("publications", PUBLICATIONS), ("scenarios", SCENARIOS)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
