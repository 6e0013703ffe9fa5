"""Hosts that could not be reached are told together, as far as the last looks say and no further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.record.unreached import unreached

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World

GONE = "down: {} could not be reached"


def fails(world: World, key: str, source: str, said: str, **more: Any) -> None:
    world.look(source, look=key * 64, failures=1, answer="unusable", said=said, **more)


def test_no_host_at_the_last_looks_means_this_machine(world: World) -> None:
    fails(world, "a", "epoch.eci_lag", GONE.format("epoch.ai"))
    fails(world, "b", "congress.bill", GONE.format("api.congress.gov"))
    fails(world, "c", "needs.key", "no_key: set EPOCH_KEY")
    with world.record() as record:
        assert unreached(record).words == (
            "No host could be reached at the last looks: this machine seems to be offline.",
        )


def test_one_host_of_several_sources_is_named_while_others_answer(world: World) -> None:
    fails(world, "a", "epoch.eci_lag", GONE.format("epoch.ai"))
    fails(world, "b", "epoch.chip_ratio", GONE.format("epoch.ai"))
    world.look("congress.bill", look="c" * 64)
    with world.record() as record:
        assert unreached(record).words == ("epoch.ai could not be reached at the last looks of 2 sources.",)


def test_nothing_is_told_of_one_source_or_of_one_that_answers_in_part(world: World) -> None:
    fails(world, "a", "epoch.eci_lag", GONE.format("epoch.ai"))
    with world.record() as record:
        assert unreached(record).words == ()
    fails(world, "b", "congress.bill", GONE.format("api.congress.gov"))
    world.look("congress.bill", look="c" * 64)
    fails(world, "d", "other.source", "down: epoch.ai answers 503")
    with world.record() as record:
        assert unreached(record).words == ()
