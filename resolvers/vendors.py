"""Which country the organisations that make models are of: one versioned table, for every source that groups them.

The country is the one of the head office of whoever trained the model, not of whoever serves it. China is the mainland.
An organisation that two countries can claim, and the hobby makers of fine-tunes, count as "other": they are known, and of
neither group. An organisation that is not here has no country, and a source refuses to decide where that could matter;
nothing is guessed.

To add one: look up where its head office is, put its name into a list, and raise `VERSION` by one. The number goes into
the version of every source that reads the table, and into the identity of its readings: bytes kept before are still told
apart from how they would be read now, and what was resolved stays as it was. Spellings that differ only in case, dots,
dashes and spaces are one name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = 1
"""Of the table; goes up with every change of it."""

Country = Literal["China", "US", "other"]

CHINA: Final = "China"
US: Final = "US"
OTHER: Final = "other"

_NAMES: Mapping[Country, str] = {
    CHINA: """
        01.AI, Alibaba, Ant Group, BAAI, Baichuan, Baidu, ByteDance, ByteDance Research, ByteDance Seed,
        DeepSeek, DeepSeek AI, dots-studio, Huawei, iFlytek, inclusionAI, InternLM, Kimi, KlingAI, Kuaishou,
        Kwaipilot, LongCat, Meituan, Meituan LongCat, MiniMax, MiniMaxAI, ModelBest, Moonshot, Moonshot AI,
        Nex-AGI, OpenBMB, OpenGVLab, Qwen, rednote-hilab, Shanghai AI Lab, Skywork, StepFun, StepFun AI,
        Tencent, Tencent Hunyuan, THUDM, Tongyi, Tsinghua, Xiaohongshu, Xiaomi, XiaomiMiMo, Z.ai, Zai-org,
        Zhipu, Zhipu AI
    """,
    US: """
        agentica-org, AI2, Allen AI, Amazon, Anthropic, Apple, Arcee, Arcee AI, Berkeley, Bespoke Labs,
        Cognitive Computations, Databricks, DeepCogito, EleutherAI, EssentialAI, Google, Google DeepMind,
        IBM, IBM Granite, Inception, Inception Labs, Inflection, LatitudeGames, Liquid, Liquid AI, LMSYS,
        Meta, Meta AI, meta-llama, meta-models, Microsoft, Microsoft AI, Morph, MosaicML, NexusFlow,
        Nous Research, Nvidia, OpenAI, Perceptron, Perplexity, Perplexity AI, Poolside, Prime Intellect,
        Princeton, Reflection, Reflection AI, Reka, Reka AI, Relace, Salesforce, ServiceNow, ServiceNow-AI,
        Snowflake, SpaceXAI, Stanford, Switchpoint, Thinking Machines, Thinking Machines Lab, Together AI,
        UC Berkeley, Writer, xAI
    """,
    OTHER: """
        AI Singapore, AI21, AI21 Labs, Aleph Alpha, Black Forest Labs, Cohere, Cohere Labs, CohereForAI,
        Hugging Face, HuggingFaceH4, LG, LG AI Research, LightOn, MBZUAI, Mistral, Mistral AI, Naver,
        Rakuten, Sakana, Sakana AI, Sarvam, Sarvam AI, SCB10X, SDAIA, Shisa AI, Stability AI, Swiss AI, TII,
        TIIUAE, TNGTech, Upstage, Upstage AI, Yandex, AlfredPros, alpindale, anthracite-org, eva-unit-01,
        Gryphe, Infermatic, intfloat, Mancer, NeverSleep, OpenChat, raifle, Sao10K, Sentence Transformers,
        sophosympatheia, TheDrummer, Undi95
    """,
}
"""The names of each country, separated by commas."""


def country_of(organisation: str) -> Country | None:
    """The country of an organisation, by its name or the beginning of its models' names; None for one not known.

    >>> country_of("z-ai"), country_of("Moonshot AI"), country_of("x-ai"), country_of("mistralai"), country_of("acme")
    ('China', 'China', 'US', 'other', None)
    """
    return _BY_KEY.get(_key(organisation))


def _key(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


_BY_KEY: Mapping[str, Country] = {
    _key(name): country for country, names in _NAMES.items() for name in names.split(",")
}
