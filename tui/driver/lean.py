"""A driver for Textual that sends a terminal only what has changed.

Textual writes every region that was refreshed, whether it looks different or not. Here its frames
are read into cells; what the terminal does not show yet is sent, by the shortest way. When the line
backs up the newest picture wins: no frame is kept waiting, the one that is wanted when the line is
free again is compared with what the terminal shows then. The event loop never waits for a line.

Relied upon, all of it public in Textual 8.2: ``App.driver_class``; that a driver is written to by
``write`` only, with whole sequences; ``start_application_mode``, ``stop_application_mode``,
``run_input_thread``, ``process_message`` and ``close`` of ``LinuxDriver``, which does the rest:
modes, the size, suspending.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import threading
from typing import TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver
from textual.events import CursorPosition, Resize

from tui.driver.abilities import Abilities, abilities_of
from tui.driver.echo import Echo
from tui.driver.frames import FrameReader
from tui.driver.line import Line
from tui.driver.painter import Painter
from tui.driver.repertoire import Repertoire, encoding_of
from tui.driver.typed import Typed

if TYPE_CHECKING:
    from types import FrameType

    from textual.app import App
    from textual.message import Message

FAREWELL_SECONDS = 1.0
"""How long a terminal that takes nothing is waited for when the screen is closed."""

REPAINT_SECONDS = 0.3
"""Textual paints anew after a resize; if it sees no need to, the driver does so after this time."""

_READ = 4_096
_READ_MORE = 16
"""Bytes from which on a read is likely to have more behind it: a paste should not be torn."""

_MORE_SECONDS = 0.01
_TICK_SECONDS = 0.1

_ATOMIC_FROM = 512
"""Bytes from which on a frame is marked as one update: smaller ones arrive in one piece anyway."""

_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"


class LeanDriver(LinuxDriver):
    """Sends only what changed."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """As Textual builds its drivers."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # The thread that reads keys writes too, when the terminal answers a question.
        self._lock = threading.RLock()
        self._pictured = app
        self._size_seen = (0, 0)
        self._repertoire = Repertoire(encoding_of(os.environ))
        self._reader = FrameReader(*self._size_seen, self._repertoire)
        self._painter = Painter(abilities_of(os.environ.get("TERM", ""), os.environ) or Abilities())
        self._line: Line | None = None
        self._echo = Echo()
        self._is_watched = False
        self._repainting: asyncio.TimerHandle | None = None

    @property
    def lag_seconds(self) -> float:
        """How long the line took for about a case, there and back; 0 while that is not known."""
        return self._echo.lag_seconds

    # What Textual calls

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._events = asyncio.get_running_loop()
        self._line = Line(2)  # standard error, as Textual's own drivers
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's is untyped
        tell = signal.getsignal(signal.SIGWINCH)

        def resized() -> None:
            self._repaint_later()
            if callable(tell):
                tell(signal.SIGWINCH, None)

        # The size is read in the event loop: where one signal interrupts the handler of another,
        # Textual would hear of the older size last, and keep it.
        def on_resize(_number: int, _frame: FrameType | None) -> None:
            self._events.call_soon_threadsafe(resized)

        signal.signal(signal.SIGWINCH, on_resize)

    def write(self, data: str) -> None:
        """Take a frame or a control sequence, and send what the terminal needs for it."""
        with self._lock:
            size = self._pictured.size.width, self._pictured.size.height
            if size != self._size_seen:
                self._size_seen = size
                self._reader.resize(*size)
                self._painter.forget()
            self._reader.feed(data)
            self._send()

    def process_message(self, message: Message) -> None:
        """Pass on what came from the terminal; note that a new size upsets what it shows."""
        if isinstance(message, CursorPosition) and self._echo.is_awaited:
            self._echo.answer()
            return
        if isinstance(message, Resize):
            self._repaint_soon()
        super().process_message(message)

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was; one that takes nothing is not waited for long."""
        self._echo.settle(FAREWELL_SECONDS)
        super().stop_application_mode()
        with self._lock:
            if self._line is not None:
                self._line.drain(FAREWELL_SECONDS)

    def close(self) -> None:
        """Let go of the terminal."""
        with self._lock:
            line, self._line = self._line, None
            if line is not None:
                self._unwatch(line)
                line.drain(FAREWELL_SECONDS)
                line.close()
        super().close()

    # The way from the terminal

    def run_input_thread(self) -> None:
        """Read what is typed until the screen is closed. A terminal that is gone hangs up."""
        typed = Typed(self._repertoire.input_encoding)
        while not self.exit_event.is_set():
            if select.select([self.fileno], [], [], _TICK_SECONDS)[0]:
                if not (data := self._read()):
                    # To the thread that handles signals, which may be waiting for something else.
                    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGHUP)
                    return
                for message in typed.feed(data):
                    self.process_message(message)
            for message in typed.tick():
                self.process_message(message)

    def _read(self) -> bytes:
        """Read what is there; empty when the terminal is gone."""
        try:
            data = piece = os.read(self.fileno, _READ)
            while len(piece) >= _READ_MORE and len(data) < _READ * _READ_MORE:
                if not select.select([self.fileno], [], [], _MORE_SECONDS)[0]:
                    break
                piece = os.read(self.fileno, _READ)
                data += piece
        except OSError:
            return b""
        return data

    # The way to the terminal

    def _send(self) -> None:
        """Send what is wanted now, unless the line still has something to take."""
        line, reader, painter = self._line, self._reader, self._painter
        if line is None or not line.is_clear:
            return
        controls = "".join(reader.controls)
        reader.controls.clear()
        if reader.is_uncertain:
            reader.is_uncertain = False
            controls = painter.leave() + controls
            painter.forget()
        frame = painter.paint(reader.cells) if reader.is_on_screen and reader.has_picture else ""
        if reader.is_atomic and len(frame) > _ATOMIC_FROM:
            frame = f"{_BEGIN}{frame}{_END}"
        frame += self._echo.question(len(frame))
        if not line.send((controls + frame).encode(self._repertoire.encoding, errors="replace")):
            self._events.call_soon_threadsafe(self._watch)

    def _watch(self) -> None:
        """Have the event loop say when the line takes more."""
        with self._lock:
            if self._line is not None and not self._line.is_clear and not self._is_watched:
                self._events.add_writer(self._line.descriptor, self._go_on)
                self._is_watched = True

    def _unwatch(self, line: Line) -> None:
        if self._is_watched:
            self._is_watched = False
            self._events.remove_writer(line.descriptor)

    def _go_on(self) -> None:
        with self._lock:
            if self._line is not None and self._line.send(b""):
                self._unwatch(self._line)
                self._send()

    def _repaint_soon(self) -> None:
        """Paint everything with Textual's next frame, or without one after a while."""
        self._events.call_soon_threadsafe(self._repaint_later)

    def _repaint_later(self) -> None:
        with self._lock:
            self._painter.forget()
        if self._repainting is not None:
            self._repainting.cancel()
        self._repainting = self._events.call_later(REPAINT_SECONDS, self._repaint)

    def _repaint(self) -> None:
        with self._lock:
            self._send()
