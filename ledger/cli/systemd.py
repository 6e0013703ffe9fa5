"""A systemd unit for the daemon: this installation, this home, and no more of the machine than it needs."""

from __future__ import annotations

import sys
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category

from ledger.errors import UsageError
from ledger.questions.clean import clean_line

if TYPE_CHECKING:
    from ledger.settings import Settings

UNIT = """\
# fledger run, as a service:
#   fledger run --print-systemd | sudo tee /etc/systemd/system/fledger.service
#   sudo systemctl daemon-reload && sudo systemctl enable --now fledger
[Unit]
Description=forecast-ledger: looks at public data, keeps the evidence, resolves
Wants=network-online.target
After=network-online.target
# However often it fails (a full disk), it is started again.
StartLimitIntervalSec=0

[Service]
Type=exec
User={user}
ExecStart={run}
Restart=on-failure
RestartSec=60
TimeoutStopSec=15
UMask=0077
Nice=10
# It may write where the ledger is, and nowhere else.
ProtectSystem=strict
ReadWritePaths={writes}
PrivateTmp=yes
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictNamespaces=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
SystemCallArchitectures=native
SystemCallFilter=@system-service
CapabilityBoundingSet=
ProtectClock=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
ProtectHostname=yes

[Install]
WantedBy=multi-user.target
"""


class NotForUnitError(UsageError):
    """A path holds what would write a line of its own into the unit."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{clean_line(path)!r} has control characters, which no systemd unit can hold. Give the folder another name."
        )


def unit(settings: Settings) -> str:
    """The unit's text. Keys that stand in the environment are not in it: name files under [secrets] in the settings.

    Raises NotForUnitError.
    """
    run = (*_program(), "--home", str(settings.home), "run")
    places = dict.fromkeys((settings.home, settings.ledger.parent))
    return UNIT.format(
        user=getuser(),
        # In a command, and only there, a dollar sign would be a variable.
        run=" ".join(_quoted(word).replace("$", "$$") for word in run),
        writes=" ".join(_quoted(str(place)) for place in places),
    )


def _program() -> tuple[str, ...]:
    """How this very installation is called: its command beside its Python, else Python with the package."""
    beside = Path(sys.executable).with_name("fledger")
    return (str(beside),) if beside.is_file() else (sys.executable, "-m", "ledger")


def _quoted(word: str) -> str:
    """One word of a unit file, whatever is in it that can be seen. Raises NotForUnitError."""
    if any(category(sign) == "Cc" for sign in word):
        raise NotForUnitError(word)
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    needs = escaped != word or any(sign.isspace() or sign in "';" for sign in word)
    return f'"{escaped}"' if needs else word
