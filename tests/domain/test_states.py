"""The machines: complete, reachable, and safe to fold in whatever order steps arrive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import StateError
from app.domain.states import (
    MACHINES,
    Machine,
    allowed,
    allowed_back,
    choices,
    fold,
    needs_reason,
    needs_second,
    require,
    who,
    word,
)

EVERY = pytest.mark.parametrize("machine", MACHINES.values(), ids=lambda m: m.name)
ROLES = {"OC", "EC", "OA", "SA", "MG", "AD", "SYS"}


@EVERY
def test_each_step_joins_known_states(machine: Machine) -> None:
    known = {"", *machine.states}
    assert len(machine.states) == len(set(machine.states))
    assert len(machine.steps) == len(machine.transitions), "a step is listed twice"
    for step in machine.transitions:
        assert {step.from_state, step.to_state} <= known
        assert step.to_state, "no step leads back to nothing"
        assert step.from_state != step.to_state
        assert step.who
        assert step.who <= ROLES


@EVERY
def test_each_state_can_be_reached(machine: Machine) -> None:
    reached, todo = {""}, [""]
    while todo:
        for state in machine.following(todo.pop()):
            if state not in reached:
                reached.add(state)
                todo.append(state)
    assert reached == {"", *machine.states}


@EVERY
@given(data=st.data())
def test_fold_stays_in_the_machine(machine: Machine, data: st.DataObject) -> None:
    state = st.sampled_from(["", *machine.states, "no_such_state"])
    steps = data.draw(st.lists(st.tuples(state, state), max_size=30))
    reached, rejected = fold(machine.name, steps)
    assert reached in {"", *machine.states}
    assert rejected == sorted(set(rejected))
    counted = [step for i, step in enumerate(steps) if i not in rejected]
    at = ""
    for a, b in counted:
        assert a == at
        assert allowed(machine.name, a, b) or allowed_back(machine.name, a, b)
        at = b
    assert at == reached


def test_two_sales_of_one_piece_keep_the_first_and_reject_the_second() -> None:
    steps = [("", "intake"), ("intake", "free"), ("free", "sold"), ("free", "sold")]
    assert fold("piece", steps) == ("sold", [3])


def test_a_step_from_elsewhere_changes_nothing() -> None:
    assert fold("order", [("", "draft"), ("review", "confirmed"), ("draft", "review")]) == (
        "review",
        [1],
    )


def test_undo_goes_back_only_over_what_is_not_final() -> None:
    assert allowed_back("order", "confirmed", "review")
    assert not allowed("piece", "intake", "")
    assert fold("piece", [("", "intake"), ("intake", "free"), ("free", "intake")]) == ("intake", [])
    assert not allowed_back("piece", "sold", "free"), "money is reversed by its own paper"
    assert not allowed_back("order", "shipped", "ready")
    assert fold("order", [("", "draft"), ("draft", "")]) == ("", [])


def test_goods_at_the_bench_and_a_returned_piece() -> None:
    assert choices("piece", "free", {"EC"}) == ("reserved", "sold")
    assert set(choices("piece", "free")) == {
        *("hold", "reserved", "sold", "returned_to_owner", "written_off", "broken_up"),
    }
    assert allowed("piece", "delivered", "hold"), "returned goods wait to be inspected"
    assert not allowed("piece", "hold", "sold"), "a held piece is not sold"


@pytest.mark.parametrize("state", ["confirmed", "in_work", "ready"])
def test_an_order_may_be_held_and_go_back_to_review(state: str) -> None:
    assert needs_reason("order", state, "on_hold")
    assert allowed("order", state, "review")
    assert allowed("order", "on_hold", "review")


def test_the_rest_of_a_part_shipped_order_may_be_cancelled() -> None:
    assert allowed("order", "part_shipped", "shipped")
    assert allowed("order", "shipped", "returned_to_sender")


def test_an_order_in_work_is_cancelled_by_a_manager_only() -> None:
    assert who("order", "in_work", "cancelled") == {"MG"}
    assert "OC" in who("order", "review", "cancelled")


def test_a_job_of_ours_needs_no_quote_and_may_come_back_from_ready() -> None:
    assert allowed("job", "draft", "approved")
    assert allowed("job", "done", "rework")
    assert "OC" in who("job", "draft", "approved")


def test_a_write_off_needs_two_and_a_reason() -> None:
    assert needs_second("piece", "free", "written_off")
    assert needs_reason("piece", "free", "written_off")
    assert not needs_second("piece", "free", "reserved")


def test_anyone_may_put_into_quarantine_and_two_roles_take_out() -> None:
    assert who("quality", "ok", "quarantine") >= {"OC", "EC", "OA", "SA", "MG"}
    assert who("quality", "quarantine", "ok") == {"OA", "MG"}


def test_the_refusal_names_both_states_in_words() -> None:
    assert require("order", "draft", "review").to_state == "review"
    with pytest.raises(StateError) as refused:
        require("order", "shipped", "on_hold")
    assert refused.value.message == "This order is shipped and cannot become on hold."
    assert refused.value.remedy == "From shipped it can become: delivered, returned to the sender."


def test_the_refusal_of_an_end_state_says_so() -> None:
    with pytest.raises(StateError) as refused:
        require("piece", "broken_up", "free")
    assert "Nothing follows" in refused.value.remedy


def test_words_of_states() -> None:
    assert word("part_shipped") == "partly shipped"
    assert word("bought_out") == "bought out"
    assert word("") == "not begun"
