"""One member of a zip archive: by its whole name, whole, and never more than it may be."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from contextlib import closing
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers.refusal import RefusedError
from resolvers.zip_member import MOST_MEMBERS, member, members

CSV = b"a,b\n" + b"1,2\n" * 200
NOISE = b"".join(sha256(bytes([place])).digest() for place in range(90))


def archive(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with closing(zipfile.ZipFile(kept, "w")) as made:
        for name, content in members:
            made.writestr(zipfile.ZipInfo(name, (2026, 9, 9, 0, 0, 0)), content, compress_type=method)
    return kept.getvalue()


def refused(body: bytes, name: str = "data.csv", *, most: int = 100_000) -> str:
    with pytest.raises(RefusedError) as caught:
        member(body, name, most=most)
    assert caught.value.answer.detail.endswith(".")
    return caught.value.answer.detail


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("path", ["data.csv", "folder/data.csv", "a/b/../../../etc/data.csv", "/data.csv"])
def test_a_member_is_found_by_its_name_in_whichever_folder_it_lies(path: str, method: int) -> None:
    assert member(archive(("README.md", b"x"), (path, CSV), method=method), "data.csv") == CSV


def test_a_name_that_only_ends_alike_is_another_member() -> None:
    both = archive(("cumulative_data.csv", b"no"), ("old.data.csv", b"no"), ("data.csv", CSV))
    assert member(both, "data.csv") == CSV
    one = archive(("cumulative_data.csv", b"no"), ("Data.csv", b"no"), ("data.csv/", b""))
    assert refused(one) == (
        "No member of the zip archive is called 'data.csv'; it has cumulative_data.csv, Data.csv."
    )


def test_an_archive_without_members_says_so() -> None:
    assert refused(archive()).endswith("it has no member.")


def test_two_members_of_the_name_are_refused() -> None:
    assert refused(archive(("a/data.csv", CSV), ("b/data.csv", CSV))) == (
        "2 members of the zip archive are called 'data.csv', not one."
    )


def test_an_empty_member_is_empty() -> None:
    assert member(archive(("data.csv", b"")), "data.csv") == b""


def test_a_member_that_states_more_than_it_may_unpack_to_is_refused() -> None:
    assert refused(archive(("data.csv", b"0" * 5_000)), most=4_999) == (
        "The member 'data.csv' unpacks to 5000 bytes, more than 4999."
    )


def restated(body: bytes, size: int) -> bytes:
    """The same archive of one member, with another size stated in both its headers."""
    directory = body.index(b"PK\x01\x02")
    stated = struct.pack("<I", size)
    body = body[:22] + stated + body[26:]
    return body[: directory + 24] + stated + body[directory + 28 :]


def test_a_bomb_that_states_a_small_size_is_not_unpacked() -> None:
    bomb = restated(archive(("data.csv", b"0" * 60_000_000)), 1_000)
    tracemalloc.start()
    assert "Bad CRC-32" in refused(bomb)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_member_shorter_than_stated_is_refused() -> None:
    said = f"The member 'data.csv' has {len(CSV)} bytes where {len(CSV) + 5} are stated."
    assert refused(restated(archive(("data.csv", CSV)), len(CSV) + 5)) == said


def test_an_encrypted_member_is_refused() -> None:
    body = archive(("data.csv", CSV))
    directory = body.index(b"PK\x01\x02")
    flagged = body[:6] + b"\x01" + body[7 : directory + 8] + b"\x01" + body[directory + 9 :]
    assert refused(flagged) == "The member 'data.csv' of the zip archive is encrypted."


def test_a_packing_that_could_fill_the_memory_is_refused() -> None:
    assert "packed by method 14" in refused(archive(("data.csv", CSV), method=zipfile.ZIP_LZMA))


def test_an_archive_of_too_many_members_is_refused_before_it_is_read() -> None:
    assert "more than" in refused(b"PK\x03\x04" + b"PK\x01\x02" * (MOST_MEMBERS + 1))


@pytest.mark.parametrize("body", [b"", b"<html>down</html>", b"\xff\xfe\x00PK", CSV], ids=repr)
def test_what_is_no_archive_is_refused(body: bytes) -> None:
    assert refused(body).startswith("Something else came instead of a zip archive: ")


def test_a_changed_byte_of_the_content_is_noticed() -> None:
    body = archive(("data.csv", CSV), method=zipfile.ZIP_STORED)
    assert "Bad CRC-32" in refused(body.replace(b"1,2", b"1,3", 1))


def test_an_archive_cut_anywhere_is_refused() -> None:
    body = archive(("README.md", NOISE), ("data.csv", CSV))
    for cut in range(len(body)):
        refused(body[:cut])


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_changed_archive_gives_the_same_bytes_or_none(data: st.DataObject) -> None:
    body = bytearray(archive(("README.md", b"about"), ("data.csv", CSV)))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        assert member(bytes(body), "data.csv") == CSV
    except RefusedError as refusal:
        assert refusal.answer.detail.endswith(".")  # noqa: PT017 - either outcome is right


def test_every_member_that_is_wanted_is_read_and_no_other() -> None:
    body = archive(("x/a.yml", b"1"), ("x/b.yml", b"2"), ("x/c.csv", b"3"))
    assert members(body, lambda name: name.endswith(".yml")) == {"a.yml": b"1", "b.yml": b"2"}
    assert members(body, lambda name: name == "none") == {}


def test_all_members_together_unpack_to_no_more_than_they_may() -> None:
    body = archive(("a.yml", b"x" * 60), ("b.yml", b"y" * 60))
    assert len(members(body, bool, most=120)) == 2
    with pytest.raises(RefusedError, match="unpacks to 60 bytes, more than 59"):
        members(body, bool, most=119)


def test_of_two_members_of_a_wanted_name_none_is_read() -> None:
    with pytest.raises(RefusedError, match="2 members"):
        members(archive(("x/a.yml", b"1"), ("y/a.yml", b"2")), bool)
