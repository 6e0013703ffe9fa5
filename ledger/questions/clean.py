"""Text from outside, made safe to show: nothing in it can act on a terminal or turn the reading order round."""

from __future__ import annotations

_REFUSED = (
    *range(0x09),
    *range(0x0B, 0x20),
    *range(0x7F, 0xA0),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0xFEFF,
)
_GONE = dict.fromkeys(_REFUSED)
HALVES = range(0xD800, 0xE000)
_SEPARATORS = dict.fromkeys((0x2028, 0x2029), " ")


class _Shown(dict[int, "str | None"]):
    """What `str.translate` looks signs up in: those that nobody sees are dropped, white space stays.

    Half a sign, such as stands for a byte that is no UTF-8, is a question mark, as where it is written.
    """

    def __missing__(self, code: int) -> str | None:
        sign = chr(code)
        if sign.isspace() or sign.isprintable():
            return sign
        return "?" if code in HALVES else None


_SHOWN = _Shown({**_GONE, **_SEPARATORS})


def clean(text: str) -> str:
    r"""The text without anything that no one sees: control characters (line feed and tab stay), direction and zero-width
    marks, tags, soft hyphens. A line or paragraph separator is a space.

    Every screen and every command passes outside text through here exactly once; doing it twice changes nothing.

    >>> clean("\x1b[2Jhello\u202e")
    '[2Jhello'
    """
    return text if text.isprintable() else text.translate(_SHOWN)


def clean_line(text: str) -> str:
    r"""As `clean`, on one line: every run of white space becomes one space.

    >>> clean_line("a\n\tb")
    'a b'
    """
    return " ".join(clean(text).split())


def is_clean(text: str) -> bool:
    r"""Whether a file may hold it: no control character, no direction mark, no zero-width mark.

    >>> is_clean("Ünïted"), is_clean("a\x00b")
    (True, False)
    """
    return text.isprintable() or text.translate(_GONE) == text
