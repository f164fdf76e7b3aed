"""What an agent does with the conversation that is read: answer it, say whose it is, go there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from engine.models.customer_numbers import customer_number
from engine.models.vocabulary import OutboxState
from tui.messages import Approved, ConversationAnswered, Written
from tui.reply_job import write_words
from tui.screens.beside import Beside

if TYPE_CHECKING:
    from textual.message import Message

    from engine.models.next_action import Prediction
    from engine.pipeline import Workbench
    from tui.messages import WordsWritten
    from tui.widgets.conversations import ConversationList
    from tui.widgets.thread import Reading, Thread


@dataclass(frozen=True, slots=True)
class Leaving:
    """Where to go from a screen beside the workbench.

    Attributes:
        customer_id: to this customer.
        edits: whether to open the editor there.
        action: what the draft starts from, where there is none yet.
    """

    customer_id: int
    edits: bool = False
    action: Prediction | None = None


class Answering(Beside[Leaving]):
    """The actions on one conversation."""

    conversations: ConversationList
    thread: Thread
    reading: Reading | None = None

    def settle(self) -> None:
        """Read the conversation under the cursor now, where it has been left behind."""
        raise NotImplementedError

    def read_selected(self) -> None:
        """Read the conversation under the cursor and show it."""
        raise NotImplementedError

    # Answering

    def action_answer(self) -> None:
        """Review the agent's draft to the customer, else the answer that is proposed."""
        self.settle()
        reading = self.reading
        if reading is None or reading.view.line is None:
            return
        if reading.profile is None:
            self._say_no("Answer", "it is with nobody in the customer files; C copies the words")
            return
        customer_id = reading.profile.customer.customer_id
        lease = self.workbench.lease_of_another(customer_id)
        if lease is not None:
            who = "another window of yours" if lease.agent == self.workbench.agent else lease.agent
            self._say_no("Answer", f"{who} is writing to #{customer_id}")
            return
        draft = self.workbench.draft(customer_id)
        proposal = reading.action.proposal if reading.action else None
        if draft is not None:
            channel, text, version = draft.channel, draft.message, draft.version
        elif proposal is not None:
            channel, text, version = proposal.channel, proposal.message, 0
        else:
            self._say_no("Answer", self._why_no_proposal(reading))
            return
        told = partial(self._tell, reading.view.line.key)
        self.desk.review(reading.profile, channel, text, version, told)

    def _tell(self, key: int, message: Message) -> None:
        """Post how an approval ended with the conversation that it answers.

        By then another one may be under review, even of the same customer.
        """
        if isinstance(message, Approved):
            message = ConversationAnswered(key, message.notification)
        self.post_message(message)

    def action_edit(self) -> None:
        """Open the agent's draft, or the proposed answer as one, in the editor."""
        self.settle()
        reading = self.reading
        if reading is None:
            return
        if reading.profile is None:
            self._say_no("Edit", "it is with nobody in the customer files; C copies the words")
            return
        customer_id = reading.profile.customer.customer_id
        has_words = reading.action is not None and reading.action.proposal is not None
        if not has_words and self.workbench.draft(customer_id) is None:
            self._say_no("Edit", self._why_no_proposal(reading))
            return
        self.dismiss(Leaving(customer_id, edits=True, action=reading.action))

    def action_write_words(self) -> None:
        """Have the model write the answer that is proposed; it stays the agent's to read."""
        self.settle()
        reading = self.reading
        if reading is None:
            return
        if self.workbench.model_analyst is None:
            self._say_no("Words", "no model is set up; sne doctor says what it needs")
        elif reading.action is None:
            self._say_no("Words", self._why_no_proposal(reading))
        else:
            self.status.say("Asking the model for the words …")
            work = partial(
                write_words,
                self.desk.settings,
                self.post_message,
                reading.conversation_id,
                reading.action,
                self.desk.config,
            )
            self.run_worker(work, thread=True, group="words", exit_on_error=False)

    def on_words_written(self, message: WordsWritten) -> None:
        """Show the words, if the conversation is still the one that is read."""
        message.stop()
        reading = self.reading
        if reading is None or reading.conversation_id != message.conversation_id:
            return
        self.status.say(message.text, "" if message.action else "important")
        if message.action is not None:
            reading.action = message.action
            self.thread.show(reading)

    def action_copy(self) -> None:
        """Send the proposed answer to the terminal's clipboard."""
        self.settle()
        action = self.reading.action if self.reading else None
        if action is None:
            if self.reading is not None:
                self._say_no("Copy", self._why_no_proposal(self.reading))
            return
        text = action.proposal.message if action.proposal else action.message
        self.desk.copy_to_clipboard(text)
        # The app says what came of it in its own line, which this screen covers.
        self.status.say(self.desk.status.text)

    @staticmethod
    def _why_no_proposal(reading: Reading) -> str:
        if not reading.is_looked_up:
            return "what to say is still being looked up"
        if reading.action is None:
            return "it is not open, there is nothing to answer"
        return "no channel is open to this customer; C copies the words"

    def _say_no(self, what: str, why: str) -> None:
        self.status.say(f"{what}: {why}.", "important")

    def on_conversation_answered(self, message: ConversationAnswered) -> None:
        """Mark the conversation; go on to the next, unless the agent has left it already."""
        message.stop()
        self.desk.wait_for_delivery(message.notification)
        self.status.say(self.desk.told_until(message.notification), "good")
        listed = self.conversations
        listed.answered[message.key] = message.notification.notification_id
        listed.refresh()
        if listed.selected is None or listed.selected.key != message.key:
            return
        if listed.cursor + 1 < listed.count:
            listed.move(1)
        else:
            self.read_selected()

    def action_undo(self) -> None:
        """Take back the newest send."""
        act = self.desk.undo_stack.newest(self.desk.clock())
        if act is None:
            self._say_no("Take back", "there is nothing that could be taken back")
            return
        self.desk.undo_stack.drop(act)

        def undo(workbench: Workbench) -> Written:
            return Written(act.take_back(workbench))

        self.write(undo)

    def on_written(self, message: Written) -> None:
        """Say what was written, and show the conversation as it is then."""
        message.stop()
        self.status.say(message.text, "good")
        listed = self.conversations
        for key, notification_id in tuple(listed.answered.items()):
            if self.workbench.notification(notification_id).state is OutboxState.CANCELLED:
                del listed.answered[key]
        if listed.rows is not None:
            listed.rows.reload()
            listed.refresh()
        self.read_selected()

    # The customer

    def action_customer(self) -> None:
        """Go to the customer in the worklist."""
        self.settle()
        if self.reading is None:
            return
        if self.reading.profile is None:
            self._say_no("Customer", "it is not known who this is; L links a customer")
        else:
            self.dismiss(Leaving(self.reading.profile.customer.customer_id))

    def action_link(self) -> None:
        """Ask for the number of the customer that the conversation is with."""
        self.settle()
        if self.reading is None:
            return
        name = self.reading.conversation_id
        linked = self.reading.profile

        def submitted(text: str) -> None:
            number = text.strip().removeprefix("#")
            customer_id = customer_number(number)
            if number and customer_id is None:
                self._say_no("Link", f"{number!r} is no customer number")
                return

            def link(workbench: Workbench) -> Written:
                workbench.link_conversation(name, customer_id)
                whom = "nobody that is known" if customer_id is None else f"#{customer_id}"
                return Written(f"{name} is with {whom}.")

            self.write(link)

        known = str(linked.customer.customer_id) if linked else ""
        label = "Number of the customer it is with; empty: not known (Esc: no change)"
        self.status.ask(label, known, submitted=submitted)
