"""Who holds an attempt or a lease: a process, named so that others can tell whether it lives."""

from __future__ import annotations

import os
import time
from pathlib import Path

_FIRST_SEEN = time.monotonic()


def this_process() -> str:
    """Return the name of this process: host, process id and, where known, when it started."""
    pid = os.getpid()
    return f"{_host()}:{pid}:{_started(pid)}"


def is_gone(claimant: str) -> bool:
    """Whether the named process is certainly dead. One of another host cannot be judged."""
    host, pid, started = claimant.rsplit(":", 2)
    if host != _host():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        # Alive, and another agent's.
        pass
    # The number may have been given to another process since. Where agents cannot look at each
    # other's processes (hidepid), a number in use counts as the process itself.
    now_there = _started(int(pid))
    return bool(now_there) and now_there != started


def uptime() -> float:
    """Return the seconds since this machine was started: one measure for all its processes."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def uptime_at_start() -> float:
    """Return what ``uptime`` was when this process started, to a hundredth of a second.

    Where the system does not tell, when this room was first entered.
    """
    started = _started(os.getpid())
    if started and hasattr(time, "CLOCK_BOOTTIME"):
        return int(started) / os.sysconf("SC_CLK_TCK")
    return uptime() - (time.monotonic() - _FIRST_SEEN)


def _host() -> str:
    return os.uname().nodename


def _started(pid: int) -> str:
    """Return when a process started, in ticks since boot; "" where the system does not tell.

    That of a process that has ended is "ended", also while nobody has taken note of its end: in a
    container, that may be for ever.
    """
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    # The second field is the command in brackets and may hold blanks; start time is the 22nd.
    state, *rest = stat.rpartition(")")[2].split()
    return "ended" if state in ("Z", "X") else rest[18]
