"""Snippets in the editor: choose one, put it in where the cursor stands."""

from __future__ import annotations

from engine.errors import OperatorError
from tui.desk import Desk


class SnippetActions(Desk):
    """What Ctrl+T does in the editor."""

    def on_editor_snippet_wanted(self) -> None:
        """Offer the snippets, filled in for the customer whose message is being written."""
        from tui.screens.snippets import Snippets

        editor, case = self.editor, self.case
        if editor is None or case is None:
            return
        try:
            offered = self.workbench.snippets_for(case.profile, editor.channel)
        except OperatorError as error:
            self.status.say(str(error), "important")
            return

        def chosen(text: str | None) -> None:
            # The editor may have been closed meanwhile; then there is nowhere to put it.
            if text is not None and self.editor is editor:
                editor.put_in_apart(text)

        self.push_screen(Snippets(offered), chosen)
