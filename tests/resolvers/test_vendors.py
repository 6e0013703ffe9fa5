"""The table of organisations and their countries."""

from __future__ import annotations

import pytest

from resolvers.vendors import _BY_KEY, _NAMES, country_of


def test_no_organisation_is_of_two_countries() -> None:
    assert len(_BY_KEY) == sum(len(names.split(",")) for names in _NAMES.values())


def test_every_name_is_found_as_it_is_written() -> None:
    assert all(country_of(name) == country for country, names in _NAMES.items() for name in names.split(","))


@pytest.mark.parametrize(
    ("spellings", "country"),
    [
        (("01-ai", "01 AI", "01.ai"), "China"),
        (("zai", "Z.AI", "z-ai", "zhipu ai"), "China"),
        (("xAI", "x-ai", "SPACEXAI"), "US"),
        (("meta-llama", "nousresearch", "arcee-ai", "thinkingmachines", "servicenow-ai"), "US"),
        (("mistralai", "cohere", "sakana", "tngtech"), "other"),
    ],
)
def test_spellings_of_services_are_one_name(spellings: tuple[str, ...], country: str) -> None:
    assert {country_of(spelling) for spelling in spellings} == {country}


@pytest.mark.parametrize("name", ["", " ", "-", "acme", "openai2", "deepseek/qwen"])
def test_what_is_not_in_the_table_has_no_country(name: str) -> None:
    assert country_of(name) is None
