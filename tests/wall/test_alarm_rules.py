"""Alarms propose; only an armed rule takes, and never against who is higher."""

import pytest

from console import paths
from console.domain.errors import ConsoleError
from console.wall.alarm_rules import AlarmNote, AlarmRule, AlarmRules, load_alarm_rules
from console.wall.events import Step
from console.wall.precedence import RefusedError, Source
from console.wall.program import Program
from tests.wall.wall_samples import START, director

GRAVE = AlarmNote("220100:outbreak", "outbreak", 1, "220100")
RULES = AlarmRules((AlarmRule("outbreak", "outbreak", 2),))
ARMED = AlarmRules((AlarmRule("outbreak", "outbreak", 2, armed=True),))


def test_an_alarm_puts_its_scene_into_the_preview_and_leaves_the_wall_alone():
    wall = director()
    event = wall.propose(GRAVE, RULES)
    assert (event.step, event.source) == (Step.PROPOSAL, Source.ALARM)
    assert wall.program == START
    assert wall.preview == Program("outbreak", "220100")
    assert wall.state.proposal.alarm == GRAVE.key
    assert not wall.can_undo
    wall.take()
    assert wall.program == Program("outbreak", "220100")


def test_an_armed_alarm_takes_and_holds_the_wall_until_it_is_acknowledged():
    wall = director()
    assert wall.propose(GRAVE, ARMED).step is Step.ALARM
    assert wall.program == Program("outbreak", "220100")
    for wish in (wall.take, wall.undo, lambda: wall.choose_region("")):
        with pytest.raises(RefusedError, match="An alarm holds the wall"):
            wish() if wish is not wall.take else wall.take("overview")
    wall.release()
    assert wall.state.proposal is None
    wall.undo()
    assert wall.program == START


@pytest.mark.parametrize("hold", ["blank", "panic"])
def test_an_armed_alarm_only_proposes_while_the_wall_is_black(hold):
    wall = director()
    wall.blank(on=True) if hold == "blank" else wall.panic()
    assert wall.propose(GRAVE, ARMED).step is Step.PROPOSAL
    assert wall.state.dark
    assert wall.program == START
    assert wall.preview == Program("outbreak", "220100")


@pytest.mark.parametrize(
    "alarm",
    [AlarmNote("k", "outbreak", 3), AlarmNote("k", "shortage", 1)],
)
def test_an_alarm_without_a_rule_changes_nothing(alarm):
    wall = director()
    assert wall.propose(alarm, RULES) is None


def test_a_rule_whose_scene_is_missing_proposes_nothing():
    assert director().propose(GRAVE, AlarmRules((AlarmRule("gone"),))) is None


def test_the_first_rule_that_fits_speaks():
    rules = AlarmRules((AlarmRule("materials", "shortage", 4), AlarmRule("overview", severity=3)))
    assert rules.rule_for(AlarmNote("k", "shortage", 3)).scene == "materials"
    assert rules.rule_for(AlarmNote("k", "outbreak", 3)).scene == "overview"
    assert rules.rule_for(AlarmNote("k", "outbreak", 4)) is None
    assert not rules.armed
    assert ARMED.armed


def test_the_rules_that_are_shipped_are_sound_and_arm_nothing():
    rules, faults = load_alarm_rules(paths.resources() / "alarm_scenes.toml")
    assert faults == ()
    assert rules.rules
    assert not rules.armed


@pytest.mark.parametrize(
    "wrong",
    [
        'kind = "x"', 'scene = ""', 'scene = "x"\nseverity = 5', 'scene = "x"\narmed = "yes"',
        'scene = "x"\nscenes = "y"', 'scene = "x"\nseverity = true',
    ],
)  # fmt: skip
def test_a_wrong_rule_is_told_and_arms_nothing(tmp_path, wrong):
    path = tmp_path / "rules.toml"
    path.write_text(f'[[rules]]\nscene = "overview"\n\n[[rules]]\n{wrong}\n', "utf-8")
    rules, faults = load_alarm_rules(path)
    assert rules.rules == (AlarmRule("overview"),)
    assert len(faults) == 1
    assert "[[rules]] 2" in faults[0].place


@pytest.mark.parametrize("text", ["rules = ", "rules = 3"])
def test_a_file_that_holds_no_rules_is_told(tmp_path, text):
    path = tmp_path / "rules.toml"
    path.write_text(text, "utf-8")
    rules, faults = load_alarm_rules(path)
    assert rules == AlarmRules()
    assert isinstance(faults[0], ConsoleError)
