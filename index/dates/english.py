"""English: word lists, rules and verbs."""

from __future__ import annotations

import re

from index.dates import calendar_rules as calendar
from index.dates.language import FUTURE, PAST, Language, Verbs
from index.dates.template import Rule, Slot

_SLOTS = {
    "weekday": Slot({"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7}),
}
_RULES = (Rule(r"{weekday!}", calendar.weekday),)
_VERBS = Verbs({"will": FUTURE, "was": PAST, "said": PAST}, ((re.compile("[a-z]{2,14}ed"), PAST),), re.compile("[a-z]{2,12}ed"))
ENGLISH = Language("en", _SLOTS, _RULES, _VERBS)
