"""Who holds an attempt: a process, named so that others can tell whether it still lives."""

from __future__ import annotations

import os
import socket
from pathlib import Path


def this_process() -> str:
    """Return the name of this process: host, process id and, where known, when it started."""
    pid = os.getpid()
    return f"{socket.gethostname()}:{pid}:{_started(pid)}"


def is_gone(claimant: str) -> bool:
    """Whether the named process is certainly dead. One of another host cannot be judged."""
    host, pid, started = claimant.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        # Alive, and another agent's.
        pass
    # The number may have been given to another process since.
    return _started(int(pid)) != started


def _started(pid: int) -> str:
    """Return when a process started, in ticks since boot; "" where the system does not tell."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    # The second field is the command in brackets and may hold blanks; start time is the 22nd.
    return stat.rpartition(")")[2].split()[19]
