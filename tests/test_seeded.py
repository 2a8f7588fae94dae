"""Hundreds of kinds of slips and of honest forms, typed into real forms at LibreOffice.

The same results with their reasons: `PYTHONPATH=tests:. python -m seeded`.
"""

from collections import Counter

import pytest
from seeded.run import run, told

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def found(tmp_path_factory, rates):
    every = run(tmp_path_factory.mktemp("huyện"))
    slips, honest = [o for o in every if o.form], [o for o in every if not o.form]
    rates["seeded: slips caught at their cells"] = sum(o.caught for o in slips), len(slips)
    rates["seeded: honest forms unasked"] = sum(o.caught for o in honest), len(honest)
    rates["seeded: form and check agree"] = sum(not o.apart for o in every), len(every)
    return every


def test_slips_are_caught_at_their_cells(found):
    slips = [one for one in found if one.form]
    kinds = Counter(one.form.split("-")[0] for one in slips)
    assert set(kinds) == {"week", "month", "half", "year"}
    assert len({one.name for one in slips}) >= 180
    assert sum(one.caught for one in slips) >= 0.99 * len(slips), told(found)


def test_honest_forms_are_asked_nothing(found):
    honest = [one for one in found if not one.form]
    assert len(honest) >= 300
    assert all(one.caught for one in honest), told(found)


def test_form_and_check_agree(found):
    """But for what a form cannot see; and that is listed with its reason."""
    assert all(one.agrees for one in found), told(found)
