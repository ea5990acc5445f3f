"""What a person is told of a fault: where, what, and what to do."""

from console.domain.errors import ConsoleError
from console.domain.wording import Lang, Text

PROBLEM, REMEDY = Text("已被批准。", "It was approved."), Text("请刷新。", "Look again.")


def test_a_fault_names_its_place_before_problem_and_remedy():
    error = ConsoleError("plans.toml:3", PROBLEM, REMEDY)
    assert error.say(Lang.ZH) == "plans.toml:3: 已被批准。 请刷新。"
    assert str(error) == "plans.toml:3: It was approved. Look again."


def test_a_fault_of_what_was_asked_begins_with_the_problem():
    error = ConsoleError("", PROBLEM, REMEDY)
    assert error.say(Lang.ZH) == "已被批准。 请刷新。"
    assert str(error) == "It was approved. Look again."
