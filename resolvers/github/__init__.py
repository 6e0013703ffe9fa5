"""What GitHub says of a repository: its counts today, its releases, its commits."""

from __future__ import annotations

from resolvers.github.commits import Commits
from resolvers.github.releases import Releases
from resolvers.github.repo import Repo

__all__ = ["Commits", "Releases", "Repo"]
