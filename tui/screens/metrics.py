"""How the service went: the figures of a period, what changed, a plot, and what is behind each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical

from engine.models.service import MEASURES, Measure
from engine.store.conversation_query import ConversationQuery
from tui import jobs
from tui.asked import words_of
from tui.figure_rows import rows_of
from tui.metrics_keys import METRICS_KEYS
from tui.periods import DaysError, Period, period, spelt, typed
from tui.screen_keys import bindings_of, footer_of
from tui.screens.answering import Leaving
from tui.screens.beside import Beside
from tui.screens.finding import NO_IMPORT, NOTHING_UNDERSTOOD, Place
from tui.widgets.bars import KeyBar
from tui.widgets.figures import FigureList
from tui.widgets.plot import DayPlot
from tui.widgets.too_small import TooSmall
from tui.widgets.why import Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engine.models.service import Metrics
    from engine.pipeline import Workbench
    from tui.messages import FiguresRead
    from tui.summary import Summary

PLOTTED = ("csat_percentage", "fcr_percentage", "avg_response_time_minutes", "sentiment", "csi")
"""The figures that a key plots in turn; any other is plotted from its line."""

_BY_NAME = {measure.name: measure for measure in MEASURES}


class MetricsScreen(Beside[Leaving]):
    """Answers with the customer to go to from a conversation behind a figure, or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(METRICS_KEYS)

    def __init__(
        self,
        workbench: Workbench,
        query: ConversationQuery | None = None,
        chosen: Period | None = None,
    ) -> None:
        """Show the figures of all conversations of the latest week, or of those of a query."""
        super().__init__(workbench, classes="metrics")
        self._query = query or ConversationQuery()
        self._period = chosen or period("week", self.last_day)
        self._measure: Measure = MEASURES[0]
        self._summary: Summary | None = None
        self._shown = self._period
        self._is_asked = self._is_under_way = False
        self.figures, self.why, self.plot = FigureList(), Why(), DayPlot()

    def compose(self) -> ComposeResult:
        """Lay out the panes."""
        yield self.heading
        with Horizontal(id="metric-panes"):
            yield self.figures
            with Vertical(id="metric-side"):
                yield self.why
                yield self.plot
        yield self.status
        yield KeyBar(footer_of(METRICS_KEYS))
        yield TooSmall()

    def on_mount(self) -> None:
        """Read the figures."""
        self.figures.focus()
        self._open()

    def _open(self) -> None:
        """Ask for the figures of the period."""
        self._query = self._query_of(self._period)
        self.heading.show(f" {' · '.join(['Metrics', *self._words(), 'reading …'])}")
        self._is_asked = True
        self._read()

    def _query_of(self, days: Period) -> ConversationQuery:
        return replace(self._query, since=days.since, until=days.until)

    def _read(self) -> None:
        """Read what is asked for in a thread, one period at a time: the last one asked for then."""
        if self._is_under_way or not self._is_asked:
            return
        self._is_under_way, self._is_asked = True, False
        desk = self.desk
        work = partial(jobs.read_figures, desk.settings, desk.clock, self.post_message, self._query)
        self.run_worker(work, thread=True, group="figures", exit_on_error=False)

    def on_figures_read(self, message: FiguresRead) -> None:
        """Show the figures, unless others are asked for by now."""
        message.stop()
        self._is_under_way = False
        if self._is_asked:
            self._read()
        elif message.summary is None:
            self._keep_what_is_shown()
        else:
            self._summary, self._shown = message.summary, self._period
            self._show(message.summary)

    def _keep_what_is_shown(self) -> None:
        """Go back to the period whose figures are on the screen; the status line says why."""
        if self._summary is None:
            self.heading.show(f" {' · '.join(['Metrics', *self._words()])}")
            self.figures.say(("There are no figures to show.", "", "r reads them again."))
            return
        self._period = self._shown
        self._query = self._query_of(self._period)
        self._head(self._summary)

    def _show(self, summary: Summary) -> None:
        self._head(summary)
        if not summary.metrics.figures.conversations:
            self.figures.say(self._why_empty(summary))
            self.status.say("")
        else:
            self.figures.show(rows_of(summary), has_change=summary.metrics.previous is not None)
        self.why.show(summary)
        self.plot.show(self._measure, summary.metrics.groups)

    def _head(self, summary: Summary) -> None:
        count = summary.metrics.figures.conversations
        words = ["Metrics", *self._words(), *self._against(summary.metrics)]
        self.heading.show(
            f" {' · '.join(words)}   {count:,} conversation{'' if count == 1 else 's'}"
        )

    @staticmethod
    def _against(metrics: Metrics) -> list[str]:
        """Return the days that the figures are set against."""
        before = metrics.previous_since
        if before is None or metrics.since is None:
            return []
        return [f"against {spelt(before, metrics.since - timedelta(days=1))}"]

    def _why_empty(self, summary: Summary) -> Sequence[str]:
        if not summary.is_empty:
            return ("No conversation began in these days.", "", "4 shows all of them.")
        return NOTHING_UNDERSTOOD if summary.metrics.waiting else NO_IMPORT

    def _words(self) -> list[str]:
        return words_of(self._query, self._period, " ".join(self._query.search))

    def _place(self, query: ConversationQuery) -> Place:
        return Place(query, self._period, " ".join(query.search))

    # The period

    def action_period(self, name: str) -> None:
        """Show another period."""
        self._period = period(name, self.last_day)
        self._open()

    def action_days(self) -> None:
        """Ask for two days."""
        since, until = self._period.since, self._period.until
        self.status.ask(
            "From and to, such as 2026-11-01 2026-11-20: ",
            f"{since} {until}" if since and until else "",
            submitted=self._use_days,
        )

    def _use_days(self, text: str) -> None:
        try:
            self._period = typed(text)
        except DaysError as error:
            self.status.say(f"Not understood: {error}.", "important")
        else:
            self._open()

    def action_refresh(self) -> None:
        """Read the figures anew."""
        self._open()

    def on_imported(self) -> None:
        """Show them where there were none; else say so, and let nothing change by itself."""
        if self.figures.count:
            self.status.say("Conversations were imported; r shows them.", "important")
        else:
            self._open()

    # Moving

    @property
    def _is_reading(self) -> bool:
        return self.has_class("narrow", "reading")

    def action_move(self, places: int) -> None:
        """Move the cursor."""
        self.figures.move(places)

    def action_page(self, pages: int) -> None:
        """Move by a page."""
        self.figures.move_page(pages)

    def action_go(self, place: int) -> None:
        """Go to the first figure, or to the last (-1)."""
        self.figures.go(place if place >= 0 else self.figures.count - 1)

    def action_section(self, sections: int) -> None:
        """Go to another section."""
        self.figures.go_section(sections)

    def on_figure_list_moved(self) -> None:
        """Say what the figure is."""
        row = self.figures.selected
        if row is None:
            # There are none, and the line may say why.
            return
        measure = row.measure
        if measure is not None:
            better = "more" if measure.is_better_high else "less"
            self.status.say(f"{measure.title}: {measure.about}; {better} is better.", "dim")
        else:
            self.status.say("")

    # The plot

    def action_plot(self, places: int) -> None:
        """Plot another of the main figures."""
        names = [*PLOTTED]
        here = names.index(self._measure.name) if self._measure.name in names else -1
        self._plot(_BY_NAME[names[(here + places) % len(names)]])

    def action_plot_this(self) -> None:
        """Plot the figure under the cursor; on a small screen, show the plot or the figures."""
        row = self.figures.selected
        if row is not None and row.measure is not None:
            self._plot(row.measure)
        elif row is not None:
            self.status.say("This line has no plot; those of the figures above have.")
        if self.has_class("narrow"):
            self.toggle_class("reading")

    def _plot(self, measure: Measure) -> None:
        self._measure = measure
        if self._summary is not None:
            self.plot.show(measure, self._summary.metrics.groups)

    # What is behind

    def action_drill(self) -> None:
        """Show the conversations behind the figure under the cursor."""
        row = self.figures.selected
        if row is not None and row.query is not None:
            self.desk.open_behind(self, self._place(row.query))

    def on_figure_list_opened(self) -> None:
        """Show what is behind the clicked figure."""
        self.action_drill()

    def action_all_conversations(self) -> None:
        """Show all conversations of the period."""
        self.desk.open_behind(self, self._place(self._query))

    def action_leave(self) -> None:
        """Back, on a small screen from the plot to the figures first."""
        if self._is_reading:
            self.remove_class("reading")
        else:
            self.dismiss(None)
