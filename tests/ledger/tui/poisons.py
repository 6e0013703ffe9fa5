"""Sixty texts that try to act, to hide, to break a line or to take the room of others; and what none of them may leave."""

from __future__ import annotations

import unicodedata
from ast import literal_eval

ESC, CSI, OSC, ST = "\x1b", "\x9b", "\x9d", "\x9c"

MARKUP = (
    "[@click=app.quit]x[/]", "[@click=app.bell()]bell[/]", "[@click=screen.dismiss]x[/]", "[link=http://e.vil]y[/link]", "[/nope]",
    "[bold red on white]b[/]", "[/]", "[[", "]]", "[@click=app.push_screen('x')]", "[blink]z", "[", "\\[", "[b][i][u]", "[$primary]c[/]",
    "{app.quit}", "%s %d %(name)s", "{0} {name!r}", "$(touch /tmp/x) `id`", "'; DROP TABLE log_entries; --", "<script>alert(1)</script>",
    "&amp;&#27;[2J", "=cmd|'/C calc'!A0", "../../etc/passwd", "--help",
)  # fmt: skip
CONTROLS = (
    f"{ESC}]52;c;aGk=\x07", f"{ESC}[2J", f"{ESC}[31mred{ESC}[0m", f"{CSI}31m", f"{OSC}0;title{ST}", f"{ESC}]8;;http://e.vil{ESC}\\link{ESC}]8;;{ESC}\\",
    f"{ESC}P1$r{ESC}\\", f"{ESC}[6n", f"{ESC}c", f"{ESC}[?1049l", "bell\x07", "back\b\b\bspace", "shift\x0eout", "del\x7f", "form\x0cfeed",
    "vertical\x0btab", "line\nbreak", "return\rover", "tab\tstop", "next\x85line", "\u2028separator\u2029",
)  # fmt: skip
SIGNS = (
    "\u202ebackwards\u202c", "\u2066isolated\u2069", "\u200bzero\u200dwidth\ufeff", "tag\U000e0041\U000e0042", "soft\xadhyphen",
    "Z\u0351\u0352\u0353a\u0351\u0352l\u0353g\u0354o\u0355" * 4, "👩\u200d👩\u200d👧\u200d👦 family", "🇩🇪🇫🇷", "שלום עולם", "مرحبا بالعالم", "漢字かな交じり文" * 6, "ﷺ﷽",
    "x" * 400, "wide　space",
)  # fmt: skip
POISONS: tuple[str, ...] = (*MARKUP, *CONTROLS, *SIGNS)

ALL = " · ".join(POISONS)
"""Every one in one text."""


def acting_in(printed: str) -> list[str]:
    """Signs that a terminal obeys, or that nobody sees, of what was printed: only white space of a line's own is left out."""
    return sorted({sign for sign in left_in(printed) if unicodedata.category(literal_eval(sign)) != "Zs"})


def left_in(painted: str) -> list[str]:
    """Signs that act or cannot be seen, of what was painted or printed; line breaks and tabs are of the page."""
    return sorted({repr(sign) for sign in painted if not (sign.isprintable() or sign in "\n\t")})
