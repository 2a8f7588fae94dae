"""Every rule, shown twice the same rows: by its own check, and by LibreOffice in the form."""

from dataclasses import dataclass, field, replace

import pytest
from office import convert
from weekly import FORM, NOW, OFFICE, PERIOD, POLICE, Filled, service

from pipeline import texts
from pipeline.domain.finding import Severity
from pipeline.domain.form import ColumnType
from pipeline.domain.plain import plain, quoting
from pipeline.domain.rules.rule import TableRule
from pipeline.outputs.forms.form import build_form

WIDE = {rule.id: rule for rule in FORM.table.rules if isinstance(rule, TableRule)}
RULES = {rule.id: rule for rule in FORM.table.rules if rule.id not in WIDE}
USUAL = {"carried_over": 2, "received_online.typical": 20, "received_direct.typical": 10}
GOOD = {
    "received_online": 10,
    "received_direct": 3,
    "resolved_early": 4,
    "resolved_on_time": 5,
    "resolved_overdue": 0,
    "pending_in_time": 6,
    "pending_overdue": 0,
    "results_returned": 9,
    "rejected": 0,
    "sent_back": 0,
}
FLOWS = RULES["Q22"].counts
WHY = {"overdue_reason": "Chờ xác minh của xã"}
WHY_REJECTED = {"rejected_reason": "Sai thẩm quyền giải quyết"}
WHY_BACK = {"sent_back_reason": "Thiếu ảnh chân dung"}
LENGTH = RULES["Q05"].explanation_length
LATE = {"resolved_on_time": 4, "resolved_overdue": 1}


@dataclass(frozen=True)
class Case:
    name: str
    values: dict
    broken: set = field(default_factory=set)
    past: dict = field(default_factory=lambda: USUAL)
    blocked: bool = False  # by something that is not a rule


def good(name, broken="", past=USUAL, **values):
    return Case(name, GOOD | values, set(broken.split()), past)


def late(resolved=0, pending=0, on_time=5, in_time=None):
    """A row with so many overdue, which balances, and why they are."""
    in_time = 6 if in_time is None else in_time
    return WHY | {
        "resolved_overdue": resolved,
        "resolved_on_time": on_time,
        "pending_overdue": pending,
        "pending_in_time": in_time,
        "received_online": 10 + resolved + pending + on_time - 5 + in_time - 6,
    }


def known(**usual):
    return USUAL | {f"{column}.typical": count for column, count in usual.items()}


def said(reason, change=str):
    return {f"{column}.said": change(told) for column, told in reason.items()}


SO_FAR = {f"{column}.so_far": GOOD[column] for column in FLOWS}
PROMPT = USUAL | {RULES["Q23"].past_key: RULES["Q23"].floor}
TINY = {"received_online": 1, "received_direct": 0, "resolved_on_time": 0, "resolved_early": 0}
TINY |= {"pending_in_time": 3, "results_returned": 0}
MANY = {"received_online": 40, "pending_in_time": 36}
BUSY = {"received_online": 60, "pending_in_time": 56}
CASES = [
    good("all in order"),
    Case("nothing typed", {}, blocked=True),
    replace(good("one blank", "Q04", received_online=None), blocked=True),
    replace(good("letters", "Q04", received_online="abc"), blocked=True),
    replace(good("negative", received_online=-1, pending_in_time=-5), blocked=True),
    # Totals are formulas; a total typed over is what these three are for.
    good("Q01 broken", "Q01 Q04", received_total=16),
    good("Q02 broken", "Q02 Q04", resolved_total=8, results_returned=8),
    good("Q03 broken", "Q03 Q04", pending_total=7),
    good("Q04 one too many left", "Q04", pending_in_time=7),
    good("Q04 one too few left", "Q04", pending_in_time=5),
    good("Q05 resolved late", "Q05", **LATE),
    good("Q05 pending late", "Q05", pending_in_time=5, pending_overdue=1),
    good("Q05 explained", **LATE, overdue_reason="- Thiếu hồ sơ gốc, đã bổ sung"),
    good("Q05 just enough", **LATE, overdue_reason="Đ" * (LENGTH - 1) + "a"),
    good("Q05 one letter", "Q05", **LATE, overdue_reason="Đ" * (LENGTH + 5)),
    good("Q05 one letter and stops", "Q05", **LATE, overdue_reason="x.X.x.x.x.x"),
    good("Q05 an empty word", "Q05", **LATE, overdue_reason="KHÔNG  có."),
    good("Q05 no empty word", **LATE, overdue_reason="Không có mạng hai ngày"),
    good("Q05 a letter short", "Q05", **LATE, overdue_reason="x" * (LENGTH - 1)),
    good("Q05 only figures", "Q05", **LATE, overdue_reason="1" * (LENGTH + 5)),
    good("Q05 only marks", "Q05", **LATE, overdue_reason="." * (LENGTH + 5)),
    good("Q05 only spaces", "Q05", **LATE, overdue_reason="\u00a0 " * (LENGTH + 5)),
    good("Q05 spaces do not count", "Q05", **LATE, overdue_reason="a" + "\u00a0" * LENGTH + " "),
    good("Q06 broken", "Q06", rejected=1),
    good("Q06 explained", rejected=1, rejected_reason="Sai thẩm quyền giải quyết"),
    good(
        "Q06 explained in the wrong column", "Q06 Q25", rejected=1, overdue_reason="Sai thẩm quyền"
    ),
    good("Q07 broken", "Q07", sent_back=1),
    good("Q07 explained", sent_back=1, sent_back_reason="Thiếu ảnh chân dung"),
    good("Q08 corrected in silence", "Q08", carried_over_corrected=5, pending_in_time=9),
    good(
        "Q08 corrected with a word",
        carried_over_corrected=5,
        pending_in_time=9,
        explanation="Kỳ trước đếm sót 3 hồ sơ",
    ),
    good("Q08 corrected to nothing", "Q08", carried_over_corrected=0, pending_in_time=4),
    good("Q08 corrected to the same", carried_over_corrected=2),
    good("Q08 nothing known", past={}, carried_over=4, pending_in_time=8),
    good("Q09 broken", "Q09", results_returned=10),
    good("Q09 explained", results_returned=10, explanation="Trả cả kết quả của kỳ trước"),
    good("Q10 as many", sent_back=15, sent_back_reason="Thiếu ảnh chân dung"),
    good("Q10 broken", "Q10", sent_back=16, sent_back_reason="Thiếu ảnh chân dung"),
    good("Q13 as many", rejected=15, rejected_reason="Sai thẩm quyền giải quyết"),
    good("Q13 broken", "Q13", rejected=16, rejected_reason="Sai thẩm quyền giải quyết"),
    good("Q11 five times", received_online=100, pending_in_time=96),
    good("Q11 more than five times", "Q11", received_online=101, pending_in_time=97),
    good(
        "Q11 explained",
        received_online=101,
        pending_in_time=97,
        explanation="Đợt cao điểm cấp thẻ",
    ),
    good(
        "Q11 below the floor",
        past=USUAL | {"received_online.typical": 0},
        received_online=49,
        pending_in_time=45,
    ),
    good(
        "Q11 at the floor",
        "Q11",
        past=USUAL | {"received_online.typical": 0},
        received_online=50,
        pending_in_time=46,
    ),
    good(
        "Q11 ten times a small unit's size",
        "Q11",
        past=USUAL | {"received_online.typical": 2},
        received_online=20,
        pending_in_time=16,
    ),
    good(
        "Q11 of a small unit whose counts leap",
        past=USUAL | {"received_online.typical": 2, "received_online.most": 7},
        received_online=20,
        pending_in_time=16,
    ),
    good(
        "Q11 not so much of a small unit",
        past=USUAL | {"received_online.typical": 2},
        received_online=19,
        pending_in_time=15,
    ),
    good(
        "Q14 nothing of a busy service",
        "Q14",
        past=USUAL | {"received_online.typical": 30},
        received_online=0,
        received_direct=0,
        resolved_early=0,
        resolved_on_time=2,
        pending_in_time=0,
        results_returned=2,
    ),
    good(
        "Q14 nothing of a quiet one",
        past=USUAL | {"received_online.typical": 29},
        received_online=0,
        received_direct=0,
        resolved_early=0,
        resolved_on_time=2,
        pending_in_time=0,
        results_returned=2,
    ),
    good("Q11 nothing known", past={"carried_over": 2}, received_online=999, pending_in_time=995),
    good("Q12 five times", received_direct=50, pending_in_time=53),
    good("Q12 more than five times", "Q12", received_direct=51, pending_in_time=54),
    good("Q13 fewer than is asked about", rejected=4, **TINY, **WHY_REJECTED),
    good("Q13 as many as is asked about", "Q13", rejected=5, **TINY, **WHY_REJECTED),
    good("Q15 a burst", "Q15", **late(resolved=20), past=known(resolved_overdue=3)),
    good("Q15 five times", **late(resolved=20), past=known(resolved_overdue=4)),
    good("Q15 few", **late(resolved=19), past=known(resolved_overdue=0)),
    good("Q16 a burst", "Q16", **late(pending=20), past=known(pending_overdue=3)),
    good("Q16 few", **late(pending=19), past=known(pending_overdue=0)),
    good("Q17 none left", "Q17", past=USUAL | {"pending_overdue.last": 1}),
    good("Q17 still pending", **late(pending=2), past=USUAL | {"pending_overdue.last": 2}),
    good("Q17 one resolved", **late(resolved=1), past=USUAL | {"pending_overdue.last": 1}),
    good("Q17 one of two", "Q17", **late(pending=1), past=USUAL | {"pending_overdue.last": 2}),
    good(
        "Q17 explained",
        past=USUAL | {"pending_overdue.last": 1},
        explanation="Kỳ trước ghi nhầm cột",
    ),
    good(
        "Q18 swapped",
        "Q18",
        **late(resolved=6, on_time=1),
        past=known(resolved_overdue=1, resolved_on_time=6),
    ),
    good(
        "Q18 usually near",
        **late(resolved=6, on_time=1),
        past=known(resolved_overdue=2, resolved_on_time=6),
    ),
    good("Q18 nothing known", **late(resolved=6, on_time=1)),
    good(
        "Q18 few",
        **late(resolved=4, on_time=1),
        past=known(resolved_overdue=0, resolved_on_time=6),
    ),
    good(
        "Q19 swapped",
        "Q19",
        **late(pending=5, in_time=1),
        past=known(pending_overdue=1, pending_in_time=6),
    ),
    good(
        "Q19 as many",
        **late(pending=5, in_time=5),
        past=known(pending_overdue=1, pending_in_time=6),
    ),
    good("Q22 as much as all before", "Q22", past=USUAL | SO_FAR),
    good("Q22 one less", past=USUAL | SO_FAR | {"results_returned.so_far": 10}),
    good("Q22 not enough before", past=USUAL | SO_FAR | {"received_online.so_far": 8}),
    good("Q22 not all known", past=USUAL | {k: n for k, n in SO_FAR.items() if k[:4] != "sent"}),
    good("Q23 counted", "Q23", rejected=2, results_returned=7, past=PROMPT, **WHY_REJECTED),
    good("Q23 not so many", rejected=1, results_returned=7, past=PROMPT, **WHY_REJECTED),
    good("Q23 not known for long", rejected=2, results_returned=7, **WHY_REJECTED),
    good("Q24 counted", "Q24", sent_back=2, results_returned=7, past=PROMPT, **WHY_BACK),
    good("Q24 none", results_returned=9, past=PROMPT),
    good("Q25 beside 0", "Q25", **WHY),
    good("Q25 says there is none", overdue_reason=" Không có hồ sơ quá hạn"),
    good("Q25 explained", explanation="Nguyên nhân của các tuần trước", **WHY),
    good("Q26 beside 0", "Q26", **WHY_REJECTED),
    good("Q26 an empty word", rejected_reason="Như tuần trước"),
    good("Q27 beside 0", "Q27", **WHY_BACK),
    good("Q27 too short to say anything", sent_back_reason="0"),
    good("Q28 copied", "Q28", **late(pending=1), past=USUAL | said(WHY)),
    good("Q28 in capitals", "Q28", **late(pending=1), past=USUAL | said(WHY, str.upper)),
    good("Q28 another", **late(pending=1), past=USUAL | said(WHY, lambda told: told + " A")),
    good("Q28 beside 0", "Q25", **WHY, past=USUAL | said(WHY)),
    good("Q29 copied", "Q29", rejected=1, **WHY_REJECTED, past=USUAL | said(WHY_REJECTED)),
    good("Q30 copied", "Q30", sent_back=1, **WHY_BACK, past=USUAL | said(WHY_BACK)),
    good("Q31 a burst", "Q31", **BUSY, rejected=50, **WHY_REJECTED, past=known(rejected=5)),
    good("Q31 few", **MANY, rejected=29, **WHY_REJECTED, past=known(rejected=5)),
    good("Q32 a burst", "Q32", **BUSY, sent_back=50, **WHY_BACK, past=known(sent_back=5)),
    good("Q32 few", **MANY, sent_back=29, **WHY_BACK, past=known(sent_back=5)),
    good("error and question", "Q06 Q09", rejected=2, results_returned=10),
]


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory):
    """Put one form with a row for each case through LibreOffice."""
    folder = tmp_path_factory.mktemp("rules")
    services = tuple(service(number, "cong-an") for number in range(1, len(CASES) + 1))
    office = replace(OFFICE, services=services)
    past = {s.code: case.past for s, case in zip(services, CASES, strict=True)}
    form = Filled(build_form(FORM, office, PERIOD, POLICE, past, NOW))
    for row, case in zip(services, CASES, strict=True):
        form.fill(row.code, **case.values)
    path = form.save(folder / "filled" / "form.xlsx")
    return Filled.read(convert(path, "xlsx", folder / "out"))


def seen(form, code):
    """Return a row's numbers and texts as a reader takes them."""
    counts, words = {}, {}
    for column in FORM.table.columns:
        value = form.cell(code, column.id).value
        if column.type is ColumnType.COUNT:
            counts[column.id] = value if isinstance(value, int) else None
        elif column.type is ColumnType.TEXT:
            words[column.id] = value or ""
    return counts, words


@pytest.mark.office
@pytest.mark.parametrize(
    ("code", "case"),
    [pytest.param(f"dvc-{n:02}", case, id=case.name) for n, case in enumerate(CASES, 1)],
)
def test_the_check_and_the_form_agree(recalculated, code, case):
    counts, words = seen(recalculated, code)
    past = {key: known for key, known in case.past.items() if isinstance(known, int)}
    words |= {key: known for key, known in case.past.items() if isinstance(known, str)}
    by_check = {id for id, rule in RULES.items() if rule.broken(counts, words, past)}
    by_form = {id for id in RULES if recalculated.cell(code, f"rule.{id}").value == 1}
    assert by_check == case.broken
    assert by_form == case.broken


@pytest.mark.office
@pytest.mark.parametrize(
    ("code", "case"),
    [pytest.param(f"dvc-{n:02}", case, id=case.name) for n, case in enumerate(CASES, 1)],
)
def test_the_form_says_the_first_thing_that_is_wrong(recalculated, code, case):
    said = recalculated.cell(code, "check").value
    blocking = [id for id in case.broken if RULES[id].severity is Severity.ERROR]
    errors, missing = (recalculated.cell(code, id).value for id in ("errors", "missing"))
    assert errors + missing == (1 if missing else len(blocking) + case.blocked)
    counts, words = seen(recalculated, code)
    past = {key: known for key, known in case.past.items() if isinstance(known, int)}
    asked = [id for id in case.broken if RULES[id].severity is Severity.WARNING]
    if case.blocked:
        assert said in (texts.form.BLANK, texts.form.NOT_A_COUNT)
    elif blocking or asked:
        rule = RULES[min(blocking or asked)]
        start = texts.form.ERROR if blocking else texts.form.ASK
        reasons = {plain(words.get(RULES[id].explained_by, "")) for id in (*blocking, *asked)}
        why = "".join(" " + quoting(texts.form.REASON_REFUSED, said) for said in reasons - {""})
        assert said == start + rule.live(counts, past) + why
        assert "{" not in said
    else:
        assert said == texts.form.FINE


def test_every_rule_is_shown_broken_and_kept():
    shown = set().union(*(case.broken for case in CASES))
    assert shown == set(RULES)
    assert not CASES[0].broken


def test_a_cumulative_count_that_fell_is_the_same_for_both_sides():
    """No shipped weekly form declares this kind; an office may."""
    from pipeline.domain.rules.past import NotFalling

    rule = NotFalling(
        id="R1", severity=Severity.ERROR, message="-", action="-", brief="-", basis="",
        explained_by="", explanation_length=5, count="total",
    )  # fmt: skip
    for now, past, broken in (
        (4, {"total.known": 5}, True),
        (5, {"total.known": 5}, False),
        (4, {}, False),
    ):
        assert rule.broken({"total": now}, {}, past) is broken
    assert rule.broken({"total": None}, {}, {"total": 5}) is False
    said = rule.formula(lambda column: "B1", lambda key: "A1")
    assert said == "IF(COUNT(B1)<1,FALSE,AND(ISNUMBER(A1),B1<A1))"
    assert rule.formula(lambda column: "B1", lambda key: "") == "FALSE"
