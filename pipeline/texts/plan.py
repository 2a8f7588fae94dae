"""What is said of the plan: tasks, indicators, halves, corrections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.domain.numeral import Counted, Numeral, Sum
from pipeline.domain.office import EVERYBODY
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.words import lowered
from pipeline.texts.form import (
    AGAINST_WEEKS,
    NO_DEADLINE,
    ROLES,
    SHARE_TOLD,
    TASK_DEADLINE,
    TASK_REGISTER,
    TASK_ROLE,
    TASK_TARGET,
    TIMINGS,
    WEEKS_TOLD,
    WEEKS_WHICH,
)
from pipeline.texts.numbers import (
    WEEKDAYS,
    counted,
    day,
    number,
    percent,
    period_brief,
    periods_brief,
    sentence,
    window_words,
)
from pipeline.texts.phrase import CHANGE, COVERAGE, Phrase, coverage, share
from pipeline.texts.sentences import FELL, NOT_COMPARED, ROSE, STANDING, UNCHANGED
from pipeline.texts.tables import BASIS_COUNTED, BASIS_OF_TASK, HALF_RATE

if TYPE_CHECKING:
    from pipeline.domain.issue import Correction
    from pipeline.domain.office import Indicator, Office, Schedule, Task, Unit
    from pipeline.domain.plan import Difference, IndicatorLine, Kept, Move, TaskLine

WEEKS_ADDED = "{count} tuần trong kỳ"
MONTHS_ADDED = "{count} tháng trong kỳ"
HALF_ADDED = "báo cáo 6 tháng và {count} tháng cuối năm"
TASK_NUMBER = "nhiệm vụ {number}"
TASK_PART = "nhiệm vụ {number}, {part}"
INDICATOR_NUMBER = "chỉ tiêu {number}"
UNITS_MORE = "và {count} đơn vị khác"
SUBJECTS_MANY = "{count} dịch vụ"


def parts_words(parts: Sequence[Period]) -> str:
    """Say what a half-year or year is made of."""
    months = sum(part.kind is PeriodKind.MONTH for part in parts)
    return (MONTHS_ADDED if months == len(parts) else HALF_ADDED).format(count=counted(months))


def half_words(half: tuple[int, int | None]) -> Phrase:
    """Write a half-year's flow, with its whole and rate where there is one: "8/10 (80%)"."""
    flow, whole = half
    if whole is None:
        return Phrase.joined("", [flow])
    return Phrase.of(HALF_RATE, part=flow, whole=whole, rate=share(flow, whole))


def missing_words(missing: Sequence[tuple[Period, Unit]]) -> str:
    """Name reports that are missing, units of the same together: "A, B (tháng 2/2023)"."""
    found: dict[str, list[Period]] = {}
    for period, unit in missing:
        found.setdefault(unit.name, []).append(period)
    alike: dict[tuple[Period, ...], list[str]] = {}
    for name, periods in found.items():
        alike.setdefault(tuple(periods), []).append(name)
    said = [f"{names_or_count(names)} ({periods_brief(of)})" for of, names in alike.items()]
    more = sum(map(len, list(alike.values())[_NAMED_IN_SENTENCE:]))
    if more:
        said = [*said[:_NAMED_IN_SENTENCE], UNITS_MORE.format(count=counted(more))]
    return "; ".join(said)


TASKS_TITLE = "Theo dõi thực hiện nhiệm vụ của Kế hoạch"
INDICATORS_TITLE = "Kết quả thực hiện chỉ tiêu"
TARGET_CHART = "Mức đạt so với chỉ tiêu phải đạt (100% là đạt)"
BY_UNIT_TITLE = "Chỉ tiêu theo từng đơn vị"
BY_UNIT_NOBODY = "Chưa có đơn vị nào báo cáo về các chỉ tiêu này."
BY_UNIT_NOTE = (
    "Chỉ tiêu do nhiều đơn vị báo cáo. Chỉ tiêu cộng dồn ghi số trong kỳ; chỉ tiêu hiện trạng ghi "
    "số ngày cuối kỳ; có tổng số thì ghi số đạt được/tổng số; ô trống: không giao đơn vị đó."
)
TASKS_NOTE = (
    "Kết quả tính theo từng đơn vị được giao nhiệm vụ; trong ngoặc là đơn vị quá hạn (số ngày) "
    "hoặc chưa có báo cáo, nếu không quá {most} đơn vị."
)
INDICATORS_NOTE = (
    "Chỉ tiêu cộng dồn: số trong kỳ, tổng số, tỷ lệ của kỳ báo cáo và lũy kế; chỉ tiêu hiện trạng: "
    "số của ngày cuối kỳ."
)
UNITS_NOTE = (
    "Xếp hạng theo tỷ lệ điểm đạt trên điểm tối đa mà đơn vị có thể đạt; tỷ lệ bằng nhau thì cùng "
    "hạng. Điểm đạt bằng điểm tối đa bớt điểm hụt và điểm trừ (báo cáo thiếu, bị trả lại, phải "
    "sửa; việc chậm, quá hạn) nên có thể âm, cộng điểm được xét thêm theo ý kiến của đơn vị "
    "(nếu có)."
)
UNITS_TITLE = "Tình hình chấp hành chế độ báo cáo và xếp hạng thi đua"
SLIP_TITLE = "PHIẾU ĐIỂM THI ĐUA {period}"
SLIP_UNIT = "Đơn vị: {unit}"
SLIP_RESULT = "Điểm đạt/điểm tối đa: {score}; xếp hạng {rank} trong {units} đơn vị."
SLIP_NOTE = (
    "Đơn vị có ý kiến thì ghi vào cột “Ý kiến của đơn vị” (dòng cuối: ý kiến chung) và gửi lại "
    "tệp này; người có thẩm quyền xem xét, kết quả ghi ở phiếu sau."
)
SLIP_TOTAL = "Tổng điểm"
SCORE_ANSWER = "ý kiến xử lý số {number} ({by}: {why})"
SLIP_SHEET = "Phiếu điểm"
COVER_TARGET = "Chỉ tiêu {target}; số liệu của {coverage} đơn vị"
COVER_DATED = "Đầu việc có thời hạn: {state}"
COVER_UNDATED = "Đầu việc thường xuyên, theo yêu cầu: {state}"
COVER_NOBODYS = "Nhiệm vụ chưa giao đơn vị nào"
COVER_ENDED = "Đầu việc của đơn vị đã kết thúc hoạt động"
COVER_COUNTED = "Mỗi nhiệm vụ ở mỗi đơn vị là một đầu việc"
COVER_NUMBERED = "Tính theo số mục của Kế hoạch"
ONGOING = "ongoing"
NOBODY = "Kế hoạch không giao đơn vị nào"
ALL_UNITS = "các đơn vị"
SUPPORT = "phối hợp: {names}"
UNIT_ENDED = "{unit} (đã sắp xếp, sáp nhập, không còn phải báo cáo)"
TASK_STATES = {
    "done": "hoàn thành",
    "done_late": "hoàn thành chậm",
    "overdue": "quá hạn",
    "under_way": "đang thực hiện",
    "not_started": "chưa thực hiện",
    "not_yet": "chưa đến thời điểm",
    "not_reported": "chưa có báo cáo",
    "nobodys": "chưa giao",
    "ended": "đơn vị đã kết thúc hoạt động",
    "not_asked": "chưa hỏi ở kỳ này",
}
TASK_STATES_DATED = TASK_STATES | {"done": "hoàn thành đúng hạn"}
TASK_COUNT = "{count} {state}"
TASK_BY_DAYS = " {days} ngày"
TASK_WHO = " ({units})"
TASK_WHO_DAYS = "{names}: {days} ngày"  # of what is said to be overdue
TASK_WHO_OVERDUE = "{names}: quá hạn {days} ngày"
TASK_DAYS = "{names} quá hạn {days} ngày"
TASK_UNSENT = "thiếu báo cáo đã đến hạn: {names}"
TASK_SILENT = "chưa có báo cáo kỳ này: {names}"
TASK_MANY = "{count} đơn vị"
VOICE_NAMED = "{names}: {text}"
VOICE_MANY = "{coverage} đơn vị {text}"
TASK_QUOTED = "{mark} ({name})"
TARGET_COUNT = "{target} {measure}"
TARGET_RATE = "từ {target}% trở lên"
TARGET_BY = "{target}, hạn {day}"
TARGET_DONE_BY = "hoàn thành, hạn {day}"
TARGET_WITHIN = "{target} chậm nhất ngày {day}"
PACE_ALL = "phấn đấu hoàn thành {left} {measure} còn lại chậm nhất ngày {day}"
PACE_WEEKLY = "phấn đấu bình quân {per_week} {measure}/tuần để đạt {target}"
PACE_NONE = "tiếp tục thực hiện để đạt {target}"
MET = "đạt"
NOT_MET = "chưa đạt"
JUDGED = "{target}: {met}"
TO_BE = "phải {target}"  # "hoàn thành, hạn 30/6/2023" alone would say that it is done
COUNTED_UNITS = "{label} ({coverage} đơn vị)"
UNDER_WAY = "đang thực hiện, chưa đến hạn"
TARGET_MET = "đạt chỉ tiêu {target}"
TARGET_NOT_MET = "chưa đạt chỉ tiêu {target}"
TARGET_AHEAD = "chỉ tiêu {target}, đang thực hiện"
TARGET_LEFT = "chỉ tiêu {target}, còn {left} {measure}"
FIGURE_NONE = "chưa có báo cáo"
FIGURE_UNKNOWN = "chưa đủ số liệu để tổng hợp"
FIGURE_FLOW = "trong kỳ {count} {measure}"
FIGURE_COUNT = "{count} {measure}"
FIGURE_RATE = "{part}/{whole} {measure}, đạt {rate}"
FIGURE_NO_WHOLE = "không phát sinh {whole}"
FIGURE_CUMULATIVE = "{said}; lũy kế {count} {measure}"
FIGURE_NO_FLOW = "trong kỳ chưa có báo cáo"
FIGURE_UNITS = "số liệu của {coverage} đơn vị"
FIGURE_CARRIED = "gồm cả số kỳ trước tạm lấy"
FIGURE_SILENT = "lũy kế gồm {count} đơn vị chưa báo cáo kỳ này, tính theo số đã báo cáo đến {until}"
FIGURE_ENDED = (
    "lũy kế gồm {count} đơn vị đã kết thúc hoạt động, tính theo số đã báo cáo đến {until}"
)
FIGURE = "{said} ({notes})"
SHARED_BY = {"population": "dân số"}
SHARES = "Chia {whole} {measure} theo {by}: {good}/{all} đơn vị đã đạt hoặc theo kịp phần của mình"
SHARES_BEHIND = "{said}; chậm: {behind}"
SHARE_BEHIND = "{unit} ({closing}/{share} {measure}, còn {left}, hạn {by}; {outlook})"
SHARE_PAST = "{unit} ({closing}/{share} {measure}, còn {left}, đã quá hạn {by}; {outlook})"
SHARE_REACHED = "theo tiến độ trong kỳ, đến ngày {day} mới đạt"
SHARE_STILL = "trong kỳ không tăng"
SHARE_FAR = "trong kỳ tăng quá ít để đạt"
LACKING = "Số liệu mục này của {coverage} đơn vị{kept}."
LACKING_KEPT = "; lũy kế gồm số đã báo cáo đến {until} của đơn vị chưa báo cáo kỳ này"
WHOLE = ("mẫu số", "tổng số")  # what a column of a form is called that holds an indicator's whole
SUBJECT = "“{name}” ({column})"
SUBJECT_ALONE = "“{name}”"  # a name that ends with its column
MOVE = "{title}: {change}{among}{parts}"
MOVE_AMONG = ", tính trên {coverage} đơn vị có báo cáo cả hai kỳ"
MOVE_PARTS = ", trong đó {parts}"
MOVE_PART = "{unit} {change}"
MOVE_REST = "các đơn vị còn lại {change}"
HALF_CHANGE = "{title} (từ {first} lên {second}, tăng {points} điểm phần trăm)"
HALF_FALL = "{title} (từ {first} xuống {second}, giảm {points} điểm phần trăm)"
SCORE_KINDS = {
    "report_on_time": "Báo cáo đúng hạn",
    "report_late": "Báo cáo trễ hạn",
    "report_undecided": "Báo cáo chưa rõ lúc nhận (chưa tính điểm)",
    "report_missing": "Báo cáo thiếu, không hợp lệ",
    "report_returned": "Báo cáo phải trả lại",
    "report_corrected": "Số liệu phải sửa sau khi gửi",
    "task_on_time": "Việc đến hạn trong kỳ, hoàn thành đúng hạn",
    "task_disputed": "Việc báo hoàn thành, chỉ tiêu chưa đạt (chưa tính điểm)",
    "task_overdue": "Việc hết hạn trong kỳ, quá hạn, hoàn thành chậm",
    "task_due": "Việc đến hạn cuối kỳ, chưa hoàn thành (trừ điểm ở kỳ sau)",
    "objection": "Điểm cộng theo kết quả xem xét ý kiến của đơn vị",
    "target_met": "Chỉ tiêu đạt",
    "target_missed": "Chỉ tiêu chưa đạt, chưa có báo cáo",
}
SCORE_LATE = "{period} ({late}; {file})"
SCORE_SILENT = "{mark} (chưa có báo cáo)"
_NAMED_UNITS = 6  # more than these are counted, not named
_NAMED_IN_SENTENCE = 12
_MOVED = 4  # units named of those that brought a change
_LEAST_OF_A_RATE = 20  # of fewer a rate of change says nothing


def units_named(marks: Sequence[str], office: Office) -> str:
    """Name units by their codes and marks of groups."""
    names = [
        named.name if (named := office.group(mark) or office.unit(mark)) else mark for mark in marks
    ]
    return ", ".join(names)


def task_given(task: Task, office: Office) -> str:
    """Name in few words who must carry a task out."""
    units = {unit.code: unit.short_name for unit in office.units} | {f"@{EVERYBODY}": ALL_UNITS}
    marks = dict.fromkeys((*task.lead, *task.performers))
    return ", ".join(units.get(m) or units_named([m], office) for m in marks) or NOBODY


def task_units(task: Task, office: Office) -> str:
    """Say who must carry a task out, and who supports: "Công an huyện; phối hợp: …"."""
    named = units_named((*task.lead, *task.performers), office)
    support = ", ".join(filter(None, (units_named(task.supporters, office), task.supporters_said)))
    said = named or NOBODY
    return f"{said}; {SUPPORT.format(names=support)}" if support else said


SUPPORTING = "{unit} (phối hợp)"  # where it stands beside those that carry a task out
THEN_ONGOING = ", sau đó thường xuyên"
AT_ONCE = "chưa xác định ngày"
FROM_DAY = "từ ngày {day}"


def task_days(task: Task) -> str:
    """Say the days a plan's deadline means: "31/3/2023, sau đó thường xuyên"."""
    if task.due:
        return f"{day(task.due)}{THEN_ONGOING if task.then_ongoing else ''}"
    if task.at_once:
        return AT_ONCE
    return FROM_DAY.format(day=day(task.starts)) if task.starts else ""


def task_until(task: Task) -> str:
    """Say in few words until when: the day, else how it goes on."""
    return task_days(task) or TIMINGS.get(task.timing.value, NO_DEADLINE)


def task_deadline(task: Task) -> str:
    """Say when, in the plan's own words; with the days they mean."""
    days = task_days(task)
    return f"{task.deadline_said} ({days})" if days else task.deadline_said


def task_told(task: Task, office: Office, unit: Unit | None) -> str:
    """Say to the unit that answers when a task is due, what is to be reached, and its role."""
    goes_on = task.timing.value == ONGOING and not task_days(task)  # the plan's words name no day
    deadline = "" if goes_on else task_deadline(task) if task.deadline_said else task_days(task)
    deadline = deadline or TIMINGS.get(task.timing.value, NO_DEADLINE)
    measured = (one for one in office.indicators if one.code == task.indicator)
    target = task.quantity or next(map(target_words, measured), "")
    named = zip(ROLES, (task.lead, task.performers, task.supporters), strict=True)
    role = ", ".join(words for words, marks in named if unit and office.names(marks, unit))
    said = (
        (TASK_DEADLINE, "deadline", deadline),
        (TASK_TARGET, "target", target),
        (TASK_ROLE, "role", role),
        (TASK_REGISTER, "help", task.register_help),
    )
    return "\n".join(line.format(**{name: words}) for line, name, words in said if words)


def share_words(indicator: Indicator, office: Office) -> str:
    """Say what must be reached; of a share, in the target it is a share of."""
    target, whole = target_words(indicator), office.indicator(indicator.share_of)
    if not (target and whole and whole.target and indicator.shared_by):
        return target
    shared = {"whole": number(whole.target), "by": SHARED_BY[indicator.shared_by.value]}
    return SHARE_TOLD.format(target=target, measure=whole.measure, **shared)


def shares_words(shared: Indicator, lines: Sequence[IndicatorLine]) -> Phrase:
    """Say how many units keep up with their shares of a target, and who is behind."""
    by = lines[0].indicator.shared_by
    behind = [line for line in lines if line.outlook and line.outlook.late]
    told = [line for line in lines if line.present]
    said = Phrase.of(
        SHARES,
        whole=shared.target,
        measure=shared.measure,
        by=SHARED_BY[by.value] if by else "",
        good=len(told) - len(behind),
        all=len(lines),
    )
    if not behind:
        return said
    return Phrase.of(
        SHARES_BEHIND, said=said, behind=Phrase.joined("; ", map(_share_behind, behind))
    )


def _share_behind(line: IndicatorLine) -> Phrase:
    """Say how far a unit is with its share, what is left, and when it gets there."""
    indicator, outlook = line.indicator, line.outlook
    assert outlook and indicator.target_by
    return Phrase.of(
        SHARE_BEHIND if line.ahead else SHARE_PAST,
        unit=line.unit.name if line.unit else "",
        closing=line.values.get("closing"),
        share=indicator.target,
        measure=indicator.measure,
        left=outlook.left,
        by=day(indicator.target_by),
        outlook=_outlook(line),
    )


def _outlook(line: IndicatorLine) -> str:
    outlook = line.outlook
    if outlook and outlook.reached_on:
        return SHARE_REACHED.format(day=day(outlook.reached_on))
    return SHARE_FAR if line.values.get("flow") else SHARE_STILL


def indicator_told(indicator: Indicator, first: Period, last: Period) -> str:
    """Say what must be reached, and against which weekly reports the figure is held."""
    weeks = {"first": period_brief(first), "last": period_brief(last)}
    return "\n".join(filter(None, (target_words(indicator), AGAINST_WEEKS.format(**weeks))))


def weeks_told(
    numbers: Sequence[str], schedule: Schedule, weeks: tuple[Period, Period] | None, column: str
) -> str:
    """Say which weeks count in a longer period, and where to explain a difference."""
    which = ""
    if weeks:
        first, last = weeks
        days = window_words(schedule.window(first)[0], schedule.window(last)[1])
        words = {"first": period_brief(first), "last": period_brief(last), "window": days}
        which = WEEKS_WHICH.format(**words)
    weekday = WEEKDAYS[schedule.week_starts - 2]  # the day before a week starts
    said = {"numbers": ", ".join(numbers), "weekday": weekday, "which": which, "column": column}
    return WEEKS_TOLD.format(**said)


def indicator_basis(indicator: Indicator, office: Office) -> str:
    """Say what an indicator rests on and which task it measures."""
    numbers = [task.number for task in office.tasks if task.code == indicator.task]
    words = BASIS_COUNTED if indicator.derived else BASIS_OF_TASK
    measured = [words.format(number=number) for number in numbers]
    return "; ".join(filter(None, (indicator.basis, *measured)))


def task_behind(lines: Sequence[TaskLine], *, in_full: bool = False) -> str:
    """Name who is overdue, the longest first, and who has not reported; in full in a sentence."""
    late: dict[int, list[str]] = {}
    silent: list[str] = []
    for line in sorted(lines, key=lambda line: -line.days):
        if line.unit is None:
            continue
        name = line.unit.name if in_full else line.unit.short_name
        if line.state.value == "overdue":
            late.setdefault(line.days, []).append(name)
        elif line.state.value == "not_reported":
            silent.append(name)
    most = _NAMED_IN_SENTENCE if in_full else len(lines)
    said = [
        (TASK_DAYS if days else TASK_UNSENT).format(
            days=counted(days), names=names_or_count(names, most)
        )
        for days, names in late.items()
    ]
    if silent:
        said.append(TASK_SILENT.format(names=names_or_count(silent, most)))
    return "; ".join(said)


def tasks_note() -> str:
    """Say how to read the list of tasks."""
    return TASKS_NOTE.format(most=_NAMED_UNITS)


def task_few(lines: Sequence[TaskLine]) -> str:
    """Name a few units of a task with the days they are late; more are only counted."""
    if len(lines) > _NAMED_UNITS:
        return ""
    by_words: dict[str, list[str]] = {}
    for line in sorted(lines, key=lambda line: -line.days):
        words = TASK_WHO_DAYS if line.state.value == "overdue" else TASK_WHO_OVERDUE
        said = words.format(names="{names}", days=line.days) if line.days else "{names}"
        by_words.setdefault(said, []).append(line.unit.short_name if line.unit else NOBODY)
    units = (words.format(names=", ".join(names)) for words, names in by_words.items())
    return TASK_WHO.format(units="; ".join(units))


def states_words(counts: Mapping[str, int], *, dated: bool) -> Phrase:
    """Count tasks by state: "50 hoàn thành đúng hạn, 8 hoàn thành chậm"."""
    words = TASK_STATES_DATED if dated else TASK_STATES
    return Phrase.joined(
        ", ",
        [
            Phrase.of(TASK_COUNT, count=counts[state], state=said)
            for state, said in words.items()
            if counts.get(state)
        ],
    )


def whole_sentences(text: str, most: int) -> str:
    """Write as many sentences of a unit as so many letters hold, the first in any case."""
    said, *others = re.split(r"(?<=[.!?;]) +", " ".join(text.split()))
    for one in others:
        if len(said) + len(one) >= most:
            break
        said = f"{said} {one}"
    return sentence(said.rstrip(";"))


def task_mark(task: Task) -> str:
    """Name a task by the plan's number, and which part of it."""
    words = TASK_PART if task.part else TASK_NUMBER
    return words.format(number=task.number, part=lowered(task.part))


def names_or_count(names: Sequence[str], most: int = _NAMED_UNITS) -> str:
    """Name a few, count many."""
    return TASK_MANY.format(count=counted(len(names))) if len(names) > most else ", ".join(names)


def voice_words(names: Sequence[str], text: str, counted_of: Phrase) -> Phrase:
    """Say what units say: few are named, "A, B: Lời."; many told of, "37/37 đơn vị lời."."""
    if len(names) <= _NAMED_UNITS:
        return Phrase.of(VOICE_NAMED, names=", ".join(names), text=sentence(text))
    return Phrase.of(VOICE_MANY, coverage=counted_of, text=sentence(text, begins=False))


def named_in_sentence(units: Sequence[Unit]) -> str:
    """Name units in full, as many as a sentence can hold; count more."""
    return names_or_count([unit.name for unit in units], _NAMED_IN_SENTENCE)


def task_quoted(tasks: Sequence[Task]) -> str:
    """Name a task by its number and its content; one in parts by its parts."""
    first = tasks[0]
    if len(tasks) == 1:
        return TASK_QUOTED.format(mark=task_mark(first), name=first.content)
    return _in_parts(tasks)


def task_called(tasks: Sequence[Task]) -> str:
    """Name a task by its number and its short title; one in parts by its parts."""
    if len(tasks) == 1:
        number = TASK_NUMBER.format(number=tasks[0].number)
        return TASK_QUOTED.format(mark=number, name=tasks[0].title)
    return _in_parts(tasks)


def _in_parts(tasks: Sequence[Task]) -> str:
    name = ", ".join(lowered(task.part) for task in tasks)
    return TASK_QUOTED.format(mark=TASK_NUMBER.format(number=tasks[0].number), name=name)


def target_words(indicator: Indicator) -> str:
    """Say what must be reached, and by when."""
    by = day(indicator.target_by) if indicator.target_by else ""
    if indicator.target is None:
        return TARGET_DONE_BY.format(day=by) if by else ""
    said = _target(indicator)
    return TARGET_BY.format(target=said, day=by) if by else said


def _target(indicator: Indicator) -> str:
    """Say what must be reached: a count, all, or a share at least."""
    if not indicator.whole:
        return TARGET_COUNT.format(target=number(indicator.target or 0), measure=indicator.measure)
    if indicator.target == 100:
        return "100%"
    return TARGET_RATE.format(target=indicator.target)


def indicator_words(line: IndicatorLine) -> Phrase:
    """Say an indicator's figures as a sentence goes on after its name."""
    notes: list[str] = list(_held_against_target(line))
    if len(line.present) < len(line.expected):
        notes.append(Phrase.of(FIGURE_UNITS, coverage=_units(line)))
    if line.carried:
        notes.append(FIGURE_CARRIED)
    notes += (
        Phrase.of(words, count=_count(kept), until=_until(kept))
        for words, kept in ((FIGURE_SILENT, line.silent), (FIGURE_ENDED, line.ended))
        if kept
    )
    return _noted(_figures_words(line), notes)


def indicator_alone(line: IndicatorLine) -> Phrase:
    """Say the same where its section tells which units are missing."""
    notes: list[str] = list(_held_against_target(line))
    if line.carried:
        notes.append(FIGURE_CARRIED)
    if line.ended:
        until = _until(line.ended)
        notes.append(Phrase.of(FIGURE_ENDED, count=_count(line.ended), until=until))
    return _noted(_figures_words(line), notes)


def lacking_words(there: Numeral, owed: Numeral, kept: Sequence[Kept]) -> Phrase:
    """Say of how many units a section's figures are, and what stays counted of the others."""
    until = periods_brief(sorted({period for one in kept for period in one.until}))
    return Phrase.of(
        LACKING,
        coverage=Phrase.of(COVERAGE, counted=there, owed=owed),
        kept=LACKING_KEPT.format(until=until) if until else "",
    )


def _noted(said: Phrase, notes: Sequence[str]) -> Phrase:
    return Phrase.of(FIGURE, said=said, notes=Phrase.joined("; ", notes)) if notes else said


def _count(kept: Sequence[Kept]) -> Numeral:
    """Count units; where the report states how many, as that figure."""
    return Numeral(len(kept), kept.made if isinstance(kept, Counted) else None)


def _until(kept: Sequence[Kept]) -> str:
    """Name the last reports of units."""
    return periods_brief(sorted({period for one in kept for period in one.until}))


def _units(line: IndicatorLine) -> Phrase:
    """Say how many units are counted out of those owed."""
    return coverage(line.present, line.expected, line.values.get("closing"))


def _figures_words(line: IndicatorLine) -> Phrase:
    """Say the period's figure or rate, and the cumulative one where it is another."""
    indicator, closing = line.indicator, line.values.get("closing")
    flow = line.values.get("flow") if indicator.adds_up else None
    shown = closing if flow is None else flow
    if shown is None:
        return Phrase.joined("", [FIGURE_UNKNOWN if line.present else FIGURE_NONE])
    measure, alone = indicator.measure, closing is None or closing == shown
    if flow is None and line.kept and not line.present:
        said, alone = Phrase.joined("", [FIGURE_NO_FLOW]), False
    elif line.ratio is None:
        said = Phrase.of(FIGURE_COUNT if alone else FIGURE_FLOW, count=shown, measure=measure)
    elif line.ratio[1]:
        part, whole = line.ratio
        rate = share(part, whole)
        said = Phrase.of(FIGURE_RATE, part=part, whole=whole, measure=measure, rate=rate)
    else:
        said = Phrase.of(FIGURE_NO_WHOLE, whole=lowered(indicator.whole))
    if alone or closing is None:
        return said
    return Phrase.of(FIGURE_CUMULATIVE, said=said, count=closing, measure=measure)


def _held_against_target(line: IndicatorLine) -> Iterator[Phrase]:
    """Say what must be reached, whether it is, and what is left of it."""
    target, measure = target_words(line.indicator), line.indicator.measure
    if line.under_way and line.pace:
        yield Phrase.of(TARGET_LEFT, target=target, left=line.pace.left, measure=measure)
    elif line.under_way or line.met is not None:
        words = TARGET_AHEAD if line.under_way else TARGET_MET if line.met else TARGET_NOT_MET
        yield Phrase.of(words, target=target)


def pace_words(line: IndicatorLine) -> Phrase:
    """Say what is to be done for a target: how much a week, or all that is left by its day."""
    pace, measure, indicator = line.pace, line.indicator.measure, line.indicator
    if pace is None:
        return Phrase.of(PACE_NONE, target=_within(indicator))
    whole = indicator.target is None or pace.less_than_one_a_week
    words = {"left": pace.left, "per_week": pace.per_week, "measure": measure}
    if whole:
        return Phrase.of(PACE_ALL, day=day(pace.by), **words)
    return Phrase.of(PACE_WEEKLY, target=_within(indicator), **words)


def _within(indicator: Indicator) -> str:
    """Say what must be reached before its day, as an aim is said."""
    if not indicator.target_by or indicator.target is None:
        return target_words(indicator)
    return TARGET_WITHIN.format(target=_target(indicator), day=day(indicator.target_by))


def difference_subject(one: Difference) -> str:
    """Name what a unit states otherwise than its shorter reports: an indicator, or its whole."""
    title, _, whole = one.subject.partition(" / ")
    column, _, of = one.column.lower().partition(":")
    name = whole if whole and any(word in of for word in WHOLE) else title
    words = SUBJECT_ALONE if name.lower().endswith(column) else SUBJECT
    return words.format(name=name, column=column)


def change_words(now: Numeral, before: Numeral, measure: str) -> Phrase:
    """Say how a count changed: "tăng 294 hồ sơ (8,1%)"; of a small one without the rate."""
    if not (now.known and before.known):
        return Phrase.joined("", [NOT_COMPARED])
    if now == before:
        return Phrase.joined("", [UNCHANGED])
    size = abs(now - before)
    said = Phrase.joined(" ", [ROSE if now > before else FELL, size, *filter(None, [measure])])
    if before < _LEAST_OF_A_RATE:
        return said
    return Phrase.of(CHANGE, said=said, rate=share(size, before))


def move_words(
    move: Move,
    stated: Mapping[str, tuple[Numeral, Numeral]],
    compared: Phrase,
    *,
    whole: bool,
) -> Phrase:
    """Say how what came changed since the period before, the whole by unit so that it adds up.

    `stated` are each unit's counts, now and before, by its code; `compared` is how many they are.
    """
    indicator, measure = move.indicator, move.indicator.measure
    now, before = (_sum(pair[end] for pair in stated.values()) for end in (0, 1))
    among = Phrase(())
    if len(move.units) < len(move.expected):
        among = Phrase.of(MOVE_AMONG, coverage=compared)
    return Phrase.of(
        MOVE,
        title=indicator.whole if move.column.endswith("_of") else indicator.title,
        change=change_words(now, before, measure),
        among=among,
        parts=_parts(move, stated) if whole and now != before and len(move.units) > 1 else "",
    )


def _parts(move: Move, stated: Mapping[str, tuple[Numeral, Numeral]]) -> Phrase:
    """Say which units brought a change, the largest first, and all others together."""
    moved = sorted((one for one in move.units if one.change), key=lambda one: -abs(one.change))
    named = moved if len(moved) <= _MOVED + 1 else moved[:_MOVED]
    said = [
        Phrase.of(MOVE_PART, unit=one.unit.name, change=_plainly(*stated[one.unit.code]))
        for one in named
    ]
    if rest := moved[len(named) :]:
        pairs = [stated[one.unit.code] for one in rest]
        sums = (_sum(pair[end] for pair in pairs) for end in (0, 1))
        said.append(Phrase.of(MOVE_REST, change=_plainly(*sums)))
    return Phrase.of(MOVE_PARTS, parts=Phrase.joined(", ", said))


def _plainly(now: Numeral, before: Numeral) -> Phrase:
    """Say a part of a change without what it is measured in, which the whole has said."""
    if now == before:
        return Phrase.joined("", [UNCHANGED])
    return Phrase.joined(" ", [ROSE if now > before else FELL, abs(now - before)])


def _sum(numbers: Iterable[Numeral]) -> Numeral:
    whole = Numeral(0, Sum(()))
    for one in numbers:
        whole = whole.plus(one)
    return whole


def halves_change(line: IndicatorLine) -> Phrase:
    """Say how a rate changed between a year's halves."""
    halves = line.halves
    if halves is None or halves.points is None:
        return Phrase(())
    first, second = (share(part, whole or 0) for part, whole in (halves.first, halves.second))
    words = HALF_CHANGE if halves.points > 0 else HALF_FALL
    points = percent_points(abs(halves.points))
    title = line.indicator.title
    return Phrase.of(words, title=title, first=first, second=second, points=points)


def percent_points(points: Fraction) -> str:
    """Write percentage points with at most two decimals: "4,1"."""
    return percent(points.numerator, points.denominator * 100).rstrip("%")


def met_words(line: IndicatorLine) -> str:
    """Say whether a target is reached; nothing where there is no target or no figure."""
    if line.under_way:
        return UNDER_WAY
    if line.met is None:
        return ""
    return MET if line.met else NOT_MET


CORRECTION_TITLE = "Các số liệu điều chỉnh"
CORRECTION_TABLES = {
    "indicators": "Chỉ tiêu",
    "by_unit": "Chỉ tiêu theo đơn vị",
    "tasks": "Nhiệm vụ",
    "standings": "Tình trạng nộp",
    "merits": "Thi đua",
    "appendix": "Phụ lục",
    "sectors": "Lĩnh vực",
    "comparison": "So sánh với kỳ trước (số kỳ trước)",
    "cumulative": "Lũy kế",
}
CORRECTION_SENT = "Số đơn vị gửi báo cáo hợp lệ"
CORRECTION_STANDING = "Số đơn vị {state}"
CORRECTION_UNIT = "đơn vị "
CORRECTION_TASK = "Số đơn vị {state}"
CORRECTION_MERIT = "Điểm"
CORRECTION_UNITS = "đơn vị"  # what is counted where no measure is declared


def correction_label(one: Correction) -> str:
    """Name the column of a corrected figure."""
    if one.table == "tasks":
        said = TASK_STATES[one.column].removeprefix(CORRECTION_UNIT)
        return CORRECTION_TASK.format(state=said)
    if one.table == "standings":
        state = STANDING.get(one.column)
        return CORRECTION_STANDING.format(state=state) if state else CORRECTION_SENT
    return CORRECTION_MERIT if one.table == "merits" else one.label
