"""What is kept: drafts, the customers as loaded, the schema of the file itself."""

from __future__ import annotations

from tests.crash.aftermath import rows_of
from tests.crash.ground import NEW_TEXT, OLD_TEXT, USER_DATA, schema_of
from tests.crash.program import Program
from tests.crash.scenario import BrokenError, Scenario


class Draft(Scenario):
    """A draft is saved over an older one."""

    name = "save a draft"

    def arguments(self) -> tuple[object, ...]:
        return ("draft", self.ground.writer, "--message", NEW_TEXT, "--channel", "SMS")

    def fate(self, program: Program) -> str:
        rows = rows_of(program.database, "SELECT message, channel FROM drafts")
        for text, channel, word in ((OLD_TEXT, "Email", "old"), (NEW_TEXT, "SMS", "new")):
            if rows == [(text, channel)]:
                return f"the {word} text"
        raise BrokenError(f"the drafts are {rows}")


class Load(Scenario):
    """The customer files are loaded into a database that is not there yet."""

    name, base = "load", ""

    def arguments(self) -> tuple[object, ...]:
        return ("load", USER_DATA)

    def fate(self, program: Program) -> str:
        found = self._counts(program)
        again = program.read("load", USER_DATA)["status"]
        if self._counts(program) == (400, 400):
            if (found, again) == ((400, 400), "unchanged"):
                return "all of it"
            if (found, again) == ((0, 0), "loaded"):
                return "nothing"
        raise BrokenError(f"{found} customers and scores were left; loading again: {again}")

    def _counts(self, program: Program) -> tuple[object, ...]:
        counted = "(SELECT count(*) FROM {})"
        both = ", ".join(map(counted.format, ("customer_profiles", "scores")))
        return rows_of(program.database, f"SELECT {both}")[0]


class Reload(Scenario):
    """Changed customer files are loaded over a database in which agents have worked."""

    name, base = "load changed files", "queued"

    def arguments(self) -> tuple[object, ...]:
        return ("load", self.ground.changed_files)

    def at_once(self, program: Program) -> None:
        drafts = rows_of(program.database, "SELECT message FROM drafts")
        waiting = rows_of(program.database, "SELECT DISTINCT state FROM outbox")
        if (drafts, waiting) != ([(OLD_TEXT,)], [("queued",)]):
            raise BrokenError(f"the agents' work was touched: {drafts}, {waiting}")

    def fate(self, program: Program) -> str:
        found = self._satisfaction(program)
        again = program.read("load", self.ground.changed_files)["status"]
        was_loaded = found == self._satisfaction(program)
        if again != ("unchanged" if was_loaded else "loaded"):
            raise BrokenError(f"satisfaction was {found}; loading again: {again}")
        return "all of it" if was_loaded else "nothing"

    def _satisfaction(self, program: Program) -> object:
        """Return a figure that the changed files change, and that no part of them gives."""
        total = "SELECT total(satisfaction_score) FROM customer_profiles"
        return rows_of(program.database, total)


class Migration(Scenario):
    """A file of an older release is brought up to date, by whatever is run first."""

    name, base = "migration", "old"

    def arguments(self) -> tuple[object, ...]:
        return ("deliver",)

    def at_once(self, program: Program) -> None:
        self._found = schema_of(program.database)
        if self._found not in (self.ground.old_schema, self.ground.new_schema):
            raise BrokenError(f"half a migration: version {self._found.version}")

    def fate(self, program: Program) -> str:
        rows = rows_of(program.database, "SELECT message FROM drafts")
        if rows != [(OLD_TEXT,)] or schema_of(program.database) != self.ground.new_schema:
            raise BrokenError(f"the draft after the migration: {rows}")
        return "all of it" if self._found == self.ground.new_schema else "nothing"
