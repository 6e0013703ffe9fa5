"""What holds for every test: nobody is told how wide the terminal of the person at it is."""

from __future__ import annotations

import os

# pytest-xdist tells its workers, and a command on a pipe fits its tables to what it is told
os.environ.pop("COLUMNS", None)
