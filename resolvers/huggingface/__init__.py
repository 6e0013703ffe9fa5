"""What the Hugging Face Hub says of models: those of an author, and one model's counts today."""

from __future__ import annotations

from resolvers.huggingface.model import Model
from resolvers.huggingface.models import Models

__all__ = ["Model", "Models"]
