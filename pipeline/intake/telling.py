"""What a reader says while it reads a form, each thing at its place."""

from __future__ import annotations

from pipeline import texts
from pipeline.domain.areas import address
from pipeline.domain.finding import Finding, Where
from pipeline.domain.form import Form
from pipeline.intake.book import Cell, Sheet
from pipeline.intake.cell import Doubt
from pipeline.intake.legacy import decode
from pipeline.intake.words import quoted, understand_text, words_of

Spot = tuple[Sheet, int, int]

_TYPED = frozenset({"value", "shown", "sheets", "raw", "read"})  # details in the sender's own words
_AGAINST_ANSWER = frozenset({"C14", "C17", "C18"})  # what is said quotes the form's own answers


class Teller:
    """Collects the findings of one file."""

    def __init__(self, file: str, form: Form) -> None:
        self.file, self.form = file, form
        self.findings: list[Finding] = []

    def say(
        self,
        code: str,
        place: Spot | Sheet | None = None,  # a sheet where a cell is gone
        column: str | None = None,
        **details: object,
    ) -> None:
        """Note a finding of the catalogue."""
        if code in _AGAINST_ANSWER:
            details |= {"none": self.form.none_answer, "some": self.form.some_answer}
        said = {
            name: quoted(str(detail)) if name in _TYPED else str(detail)
            for name, detail in details.items()
        }
        self.findings.append(texts.findings.found(code, self._where(place, column), **said))

    def doubt(self, doubt: Doubt | None, place: Spot, column: str) -> None:
        """Note what is to be said about a value, if anything."""
        if doubt:
            where = self._where(place, column)
            self.findings.append(texts.findings.found(doubt.code, where, **doubt.details))

    def words(self, cell: Cell | None, place: Spot, column: str) -> str:
        """Read words, those typed in an old encoding too; every reading of that kind is said."""
        typed = words_of(cell)
        decoded = decode(typed)
        if decoded.table:
            said = {"table": decoded.table, "raw": typed, "read": decoded.text}
            self.say("L01", place, column, **said)
        elif decoded.doubtful:
            self.say("L02", place, column, raw=typed)
        return understand_text(decoded.text)

    def _where(self, place: Spot | Sheet | None, column: str | None) -> Where:
        if isinstance(place, Sheet):
            return Where(self.file, place.name)
        if place is None:
            return Where(self.file)
        sheet, row, at = place
        return Where(self.file, sheet.name, address(row, at), column)
