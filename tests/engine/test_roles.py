"""Who may do what: the table, the one place that asks it, and whose name counts."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from engine.cli import COMMANDS, main
from engine.models.people import Permission, Role
from engine.models.vocabulary import Channel
from engine.pipeline import Workbench, open_workbench
from engine.settings import Settings, SettingsError, load_settings
from engine.settings.people import People, login_name
from engine.workbench import permissions
from engine.workbench.errors import NotAllowedError
from engine.workbench.permissions import METHODS, public_methods, why_not
from tests.conftest import NOW, Sne

AGENT, LEAD, OPERATOR = Role
NAMED = {"ann": "agent", "lea": "lead", "opa": "operator"}
PEOPLE = People(NAMED, {"ann": "Support"}, "auto")

LEAST = {
    Permission.READ: AGENT,
    Permission.WORK: AGENT,
    Permission.HAND_OUT: LEAD,
    Permission.OVERRIDE: LEAD,
    Permission.ANSWER_FOR_OTHERS: LEAD,
    Permission.TAKE_OVER: LEAD,
    Permission.SHARE_VIEWS: LEAD,
    Permission.AUDIT: LEAD,
    Permission.LOAD: OPERATOR,
    Permission.MIGRATE: OPERATOR,
    Permission.BACK_UP: OPERATOR,
    Permission.SETTINGS: OPERATOR,
    Permission.CHANNELS: OPERATOR,
    Permission.BATCH: OPERATOR,
    Permission.SAMPLE: OPERATOR,
    Permission.UNNAMED: OPERATOR,
}

# Per command, arguments with which it would change data, were it allowed to; None where it reads.
# {file} is a file that is not there yet, {sent} a message that somebody else has queued.
CHANGING: dict[str, str | None] = {
    "load": "",
    "worklist": None,
    "show": None,
    "customers": None,
    "chats": None,
    "metrics": None,
    "conversations": None,
    "conversation": None,
    "nba": None,
    "segments": None,
    "value-seekers": None,
    "billing-issues": None,
    "notifications": None,
    "analyse": "3001 --analyst openai",
    "batch": "status",
    "usage": None,
    "doctor": None,
    "check": None,
    "mask": None,
    "sentiment": None,
    "snippets": None,
    "draft": "3001 --message Hello",
    "drafts": None,
    "send": "3001 --message Hello --yes",
    "review": None,
    "gate": None,
    "leases": None,
    "lease": "3001",
    "undo": "3002",
    "deliver": "--once",
    "channels": "test Email a@b.example",
    "call": "{sent} --outcome reached",
    "outbox": None,
    "cancel": "{sent}",
    "retry": "{sent} --yes",
    "reports": "load {file}",
    "resolve": "{sent} --sent",
    "objection": "3001",
    "audit": None,
    "snooze": "3001 --days 1",
    "skip": "3001 --reason why",
    "reopen": "3001",
    "note": "3001 Hello",
    "assign": "3001 --to ann",
    "views": "save Mine --mine",
    "backup": "{file}",
    "sample": "--out {file} --customers 5",
    "settings": None,
}


@pytest.mark.parametrize("permission", list(Permission))
@pytest.mark.parametrize("role", list(Role))
def test_every_permission_for_every_role(permission: Permission, role: Role) -> None:
    name = next(name for name, named in NAMED.items() if named == role)
    refusal = why_not(PEOPLE, name, permission)
    assert (refusal is None) is (role.rank >= LEAST[permission].rank)
    if refusal:
        assert f" {LEAST[permission]} may {permission}; {name} is " in refusal
        assert "opa (operator)" in refusal


def test_with_no_roles_everyone_is_an_operator_and_with_one_the_others_are_agents() -> None:
    assert People({}, {}, "auto").role_of("whoever") is OPERATOR
    assert People({"lea": "lead"}, {}, "auto").role_of("whoever") is AGENT
    assert People({"lea": "lead"}, {}, "lead").role_of("whoever") is LEAD
    nobody = why_not(People({}, {}, "agent"), "ann", Permission.LOAD)
    assert nobody is not None
    assert "names nobody" in nobody


def test_the_table_names_every_method_of_the_workbench() -> None:
    assert set(public_methods(Workbench)) == set(METHODS)


def test_what_the_table_does_not_name_is_an_operators(settings: Settings) -> None:
    @permissions.guarded
    class Newer(Workbench):
        def set_fire(self) -> str:
            """Do what nobody has thought about."""
            return "burning"

    opened = open_workbench(settings)
    newer = Newer(opened.settings, opened.connection, clock=opened.clock)
    assert newer.set_fire() == "burning"
    newer.settings = replace(settings, roles={"lea": "lead"})
    with pytest.raises(NotAllowedError, match="only an operator may do what no rule names"):
        newer.set_fire()


def as_(workbench: Workbench, name: str) -> Workbench:
    """The same database with somebody else at the keyboard."""
    chosen = replace(workbench.settings, agent=name, roles=NAMED, teams=PEOPLE.teams)
    return Workbench(chosen, workbench.connection, clock=workbench.clock, new_id=workbench.new_id)


def test_an_agent_settles_their_own_messages_and_a_lead_everyones(workbench: Workbench) -> None:
    ann, other, lea = (as_(workbench, name) for name in ("ann", "bob", "lea"))
    for undone_by in (ann, lea):
        sent = ann.approve(3001, Channel.EMAIL, "Your meter reading is due.", undo_seconds=10)
        with pytest.raises(NotAllowedError, match="what somebody else has sent"):
            other.undo(sent.notification_id)
        assert undone_by.undo(sent.notification_id)


def test_only_a_lead_overrides_a_hold(workbench: Workbench) -> None:
    with pytest.raises(NotAllowedError, match="lead may send although a rule holds"):
        as_(workbench, "ann").ask_gate(3001, Channel.EMAIL, "Hello", override="it is urgent")
    as_(workbench, "lea").ask_gate(3001, Channel.EMAIL, "Hello", override="it is urgent")


def test_only_a_lead_takes_over_from_somebody_who_is_at_work(workbench: Workbench) -> None:
    as_(workbench, "bob").take_lease(3001, for_window=False)
    ann = as_(workbench, "ann")
    with pytest.raises(NotAllowedError, match="lea"):
        ann.take_lease(3001, take_over=True)
    ann.take_lease(3002, take_over=True)
    assert as_(workbench, "lea").take_lease(3001, take_over=True).lease.agent == "lea"


def test_an_agent_does_not_upgrade_the_database(settings: Settings) -> None:
    fresh = as_(open_workbench(settings), "ann")
    with pytest.raises(NotAllowedError, match="bring the database up to date"):
        fresh.prepare()
    assert fresh.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0


@pytest.fixture
def files_and_login(tmp_path: Path) -> tuple[Path, Path]:
    """A person's own settings file, and that of the host."""
    return tmp_path / "own.toml", tmp_path / "host.toml"


def test_the_name_of_somebody_else_is_for_operators(files_and_login: tuple[Path, Path]) -> None:
    own, host = files_and_login
    own.write_text("")
    host.write_text('[roles]\nopa = "operator"\nlea = "lead"\n')
    as_lea = {"SNE_AGENT": "lea"}
    with pytest.raises(SettingsError, match="logged in as ann, and only an operator"):
        load_settings(as_lea, own, host=host, login="ann")
    assert load_settings(as_lea, own, host=host, login="lea").agent == "lea"
    borrowed = load_settings(as_lea, own, host=host, login="opa")
    assert borrowed.people.role_of(borrowed.agent) is LEAD


@pytest.mark.parametrize(
    "environ",
    [{"SNE_ROLES_ANN": "operator"}, {"SNE_DEFAULT_ROLE": "operator"}, {"SNE_TEAMS_ANN": "Support"}],
)
def test_nobody_raises_themselves_against_the_host(
    files_and_login: tuple[Path, Path], environ: dict[str, str]
) -> None:
    own, host = files_and_login
    own.write_text('default_role = "operator"\n[roles]\nann = "operator"\n')
    host.write_text(
        'agent = "ann"\ndefault_role = "agent"\n[roles]\nopa = "operator"\n[teams]\nbob = "support"'
    )
    settings = load_settings(environ, own, host=host, login="ann")
    assert settings.people.role_of("ann") is AGENT
    assert settings.people.team_of("ann") is None
    assert settings.people.team_of("bob") == "Support"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[roles]\nann = "boss"', r"\[roles\]: ann is 'boss': expected one of agent, lead"),
        ('[roles]\nann.smith = "lead"', "a name with a dot needs quotes"),
        ("[teams]\nann = 3", r"\[teams\]: ann is 3: expected a team"),
        ('default_role = "boss"', "default_role is 'boss'"),
    ],
)
def test_a_slip_in_the_roles_is_named(tmp_path: Path, text: str, message: str) -> None:
    config = tmp_path / "settings.toml"
    config.write_text(text)
    with pytest.raises(SettingsError, match=message):
        load_settings({}, config)


def test_the_login_is_the_accounts_whatever_the_variables_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = login_name()
    for variable in ("LOGNAME", "USER", "USERNAME", "LNAME"):
        monkeypatch.setenv(variable, "somebody-else")
    assert login_name() == before


def test_every_command_says_whether_it_changes_data() -> None:
    assert set(CHANGING) == set(COMMANDS)


def test_every_command_that_changes_data_is_guarded(
    workbench: Workbench,
    environment: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With every permission but reading closed, no command changes anything."""
    workbench.snooze(3003, NOW.replace(month=12))
    queued = workbench.approve(3002, Channel.EMAIL, "Your meter is due.", undo_seconds=60)
    host = tmp_path / "settings.toml"
    host.write_text(f'agent = "{login_name()}"\ndefault_role = "agent"\n')
    for name, value in (environment | {"SNE_AGENT": "", "SNE_CONFIG": str(host)}).items():
        monkeypatch.setenv(name, value)
    closed = dict.fromkeys(Permission, OPERATOR) | {Permission.READ: AGENT}
    monkeypatch.setattr(permissions, "ROLES", closed)
    target = tmp_path / "new"
    watch = sqlite3.connect(environment["SNE_DATABASE"])
    before = watch.execute("PRAGMA data_version").fetchone()
    wrong: dict[str, str] = {}
    for command, arguments in CHANGING.items():
        if arguments is None:
            continue
        words = arguments.format(file=target, sent=queued.notification_id).split()
        code = main([command, *words], open_screen=lambda *_args: 0)
        said = capsys.readouterr().err
        untouched = watch.execute("PRAGMA data_version").fetchone() == before
        if code != 1 or "only an operator may" not in said or not untouched or target.exists():
            wrong[command] = f"exit code {code}, untouched: {untouched}: {said}"
    assert not wrong


@pytest.mark.usefixtures("loaded")
def test_a_refusal_is_one_line_and_exit_code_1(sne: Sne, tmp_path: Path) -> None:
    config = tmp_path / "roles.toml"
    config.write_text(f'[roles]\n{login_name()} = "agent"\nlea = "lead"\n')
    ran = sne("audit", "--config", config, SNE_AGENT=login_name())
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("sne: only a lead may read the audit trail")
    assert ran.err.endswith("Ask lea (lead)\n")
    ran = sne("worklist", "--limit", "1", "--config", config, SNE_AGENT="lea")
    assert ran.code == 2
    assert "only an operator may work as 'lea'" in ran.err
