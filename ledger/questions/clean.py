"""Text from outside, made safe to show: nothing in it can act on a terminal or turn the reading order round."""

from __future__ import annotations

_DROPPED = (
    *range(0x09),
    *range(0x0B, 0x20),
    *range(0x7F, 0xA0),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0xFEFF,
)
_GONE = dict.fromkeys(_DROPPED)


def clean(text: str) -> str:
    r"""The text without control characters (line feed and tab stay), direction marks and zero-width marks.

    Every screen and every command passes outside text through here exactly once; doing it twice changes nothing.

    >>> clean("\x1b[2Jhello\u202e")
    '[2Jhello'
    """
    return text if text.isascii() and text.isprintable() else text.translate(_GONE)


def clean_line(text: str) -> str:
    r"""As `clean`, on one line: every run of white space becomes one space.

    >>> clean_line("a\n\tb")
    'a b'
    """
    return " ".join(clean(text).split())


def is_clean(text: str) -> bool:
    r"""Whether nothing would be dropped.

    >>> is_clean("Ünïted"), is_clean("a\x00b")
    (True, False)
    """
    return clean(text) == text
