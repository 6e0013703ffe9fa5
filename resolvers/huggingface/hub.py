"""What the sources of the Hugging Face Hub declare alike, and where it is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

API = "https://huggingface.co/api/models"


class OnHub:
    """What all sources of the Hub declare alike."""

    __slots__ = ()

    publisher: ClassVar[str] = "Hugging Face"
    licence: ClassVar[str] = "Hugging Face's terms of service; the facts are free to use"
    home: ClassVar[str] = "https://huggingface.co/docs/hub/api"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    secret: ClassVar[str | None] = None
