"""Honest weeks: every dossier that comes in is resolved, pending, or both in its time."""

from dataclasses import dataclass

from seeded.district import say
from seeded.words import (
    A_BURST,
    A_WEEK_WAS_MISSED,
    CAUSES,
    COUNTED_ANEW,
    MORE_RETURNED,
    NEWS,
    PEOPLE,
    PHONES,
    SIGNERS,
    TITLES,
    anew,
    written,
)

BUSY = {  # how many a service of theirs has in a week
    "cong-an": (2, 90),
    "tu-phap": (1, 30),
    "tnmt": (10, 20),
    "gddt": (0, 1),
    "ldtbxh": (1, 6),
    "thue": (15, 30),
    "bhxh": (4, 9),
    "dien-luc": (0, 3),
}
ALL_RETURNED = ("thue", "bhxh")  # hand out each result on the day


@dataclass
class Desk:
    """What lies on a unit's desk for one service."""

    level: float
    in_time: int
    overdue: int


class Weeks:
    """The weeks of all units, in the order of time."""

    def __init__(self, district):
        self.district, self.desks = district, {}

    def send(self, unit, period):
        return self.district.send(self.fill(self.district.begin(unit, period)))

    def live(self, unit, period):
        """Let a week pass in which a unit sends nothing."""
        self.fill(self.district.begin(unit, period))

    def fill(self, report, quiet=True):
        """Answer a form; `quiet` allows "nothing arose" where nothing did."""
        dice = self.district.dice(report.unit.code, report.period)
        for item in report.items["services"]:
            report.rows["services", item.code] = self._service(report, item.code, dice)
        self._answer(report, dice, quiet)
        say(report, dice, lambda d: written(d, NEWS), _person)
        return report

    def _answer(self, report, dice, quiet):
        form = report.form
        flows = [c.id for c in form.table.columns if c.time and c.time.value == "flow"]
        rows = [row for (table, _), row in report.rows.items()]
        silent = all(not row[c] for row in rows for c in flows)
        silent = silent and not any(row["carried_over"] for row in rows)
        report.activity = form.some_answer
        if silent and quiet and dice.random() < 0.8:
            report.activity = form.none_answer
            for (_, key), row in report.rows.items():
                opens = report.is_open(form.table, key, "carried_over")
                for column in form.table.columns:
                    if column.typed and (opens or column.id != "carried_over"):
                        row[column.id] = None
                if opens:
                    row["carried_over"] = 0

    def _service(self, report, key, dice):
        unit = report.unit.code
        desk = self.desks.get((unit, key))
        if desk is None:
            level = self.district.dice("level", unit, key).uniform(*BUSY[unit])
            desk = self.desks[unit, key] = Desk(level, dice.randint(0, int(level / 4)), 0)
        before = self.district.last(unit, report.period)
        words = before.rows["services", key] if before else {}
        explained = []
        burst = desk.level > 3 and dice.random() < 0.01
        online = _some(dice, desk.level * (7 if burst else 1))
        direct = _some(dice, desk.level / 5)
        if burst:
            explained.append(A_BURST.format(n=dice.randint(2, 9)))
        row = {"received_online": online, "received_direct": direct}
        carried = desk.in_time + desk.overdue
        row["carried_over"] = carried
        known = report.known(key).get("carried_over")
        if known not in (carried, None):
            row["carried_over_corrected"] = carried
            explained.append(A_WEEK_WAS_MISSED.format(n=carried))
        elif known is not None and dice.random() < 0.02:
            more = dice.randint(1, 3)  # found in the book
            desk.in_time, row["carried_over_corrected"] = desk.in_time + more, carried + more
            row["carried_over"] = carried + more
            explained.append(COUNTED_ANEW.format(n=more))
        row |= self._resolved(desk, online + direct, dice)
        resolved = row["resolved_total"]
        later = dice.randint(0, resolved // 6) if unit not in ALL_RETURNED else 0
        row["results_returned"] = resolved - later
        if resolved and unit not in ALL_RETURNED and dice.random() < 0.02:
            row["results_returned"] = resolved + 2
            explained.append(MORE_RETURNED.format(n=2))
        received = online + direct + row["carried_over"]
        row["rejected"] = dice.randint(1, 2) if received > 5 and dice.random() < 0.15 else 0
        pending = row["pending_total"]
        row["sent_back"] = dice.randint(1, pending) if pending and dice.random() < 0.2 else 0
        row |= {"received_total": received, "received_new": online + direct}
        late = row["resolved_overdue"] + row["pending_overdue"]
        for column, count in (
            ("overdue_reason", late),
            ("rejected_reason", row["rejected"]),
            ("sent_back_reason", row["sent_back"]),
        ):
            if count:
                row[column] = anew(dice, CAUSES[column], words.get(column))
        if explained:
            row["explanation"] = " ".join(explained)
        return row

    @staticmethod
    def _resolved(desk, new, dice):
        """Let a week pass over a desk: the overdue first, of the others most."""
        from_overdue = dice.randint((desk.overdue + 1) // 2, desk.overdue)
        pool = desk.in_time + new
        left = min(pool, int(pool * dice.uniform(0, 0.3) + dice.random()))
        grew_late = 1 if left > 3 and dice.random() < 0.1 else 0
        done = pool - left
        done_late = 1 if done > 6 and dice.random() < 0.1 else 0
        early = dice.randint(0, done - done_late)
        desk.in_time, desk.overdue = left - grew_late, desk.overdue - from_overdue + grew_late
        return {
            "resolved_early": early,
            "resolved_on_time": done - done_late - early,
            "resolved_overdue": done_late + from_overdue,
            "resolved_total": done + from_overdue,
            "pending_in_time": desk.in_time,
            "pending_overdue": desk.overdue,
            "pending_total": desk.in_time + desk.overdue,
        }


def _some(dice, level):
    """A week's count about a level."""
    return max(0, int(level * dice.uniform(0.5, 1.5) + dice.random()))


def _person(dice, field):
    if "phone" in field.id:
        return dice.choice(PHONES)
    if field.id == "signer_title":
        return dice.choice(TITLES)
    return written(dice, SIGNERS if field.id == "signed_by" else PEOPLE)
