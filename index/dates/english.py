"""English: word lists, rules and verbs. Extents follow TimeML: determiners, "early" and "ago" belong to them."""

from __future__ import annotations

import re

from index.dates import clock_rules as clock
from index.dates import day_rules as days
from index.dates import length_rules as length
from index.dates import month_rules as months
from index.dates import relative_rules as relative
from index.dates import year_rules as years
from index.dates.language import PAST, Language, Verbs
from index.dates.template import Meaning, Rule, Slot, not_a_year, numbered, roles, words

_WEEKDAYS = numbered("monday tuesday wednesday thursday friday saturday sunday")
_SHORT_DAYS = numbered("mon tue/tues wed thu/thur/thurs fri sat sun")
_MONTHS = numbered("january february march april may june july august september october november december")
_SHORT_MONTHS = words("1: jan; 2: feb; 3: mar; 4: apr; 6: jun; 7: jul; 8: aug; 9: sept, sep; 10: oct; 11: nov; 12: dec")
_NUMBERS = numbered(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty",
    2,
) | words(
    "30: thirty; 40: forty; 50: fifty; 60: sixty; 70: seventy; 80: eighty; 90: ninety; 100: a hundred; 12: a dozen; "
    "2: a couple of, a couple, couple of, both; 2.5: two and a half; 1.5: one and a half"
)
_SOME = words("X: several, a few, few, many, some, numerous, a number of, hundreds of, dozens of, most")
_ORDINALS = numbered("first/1st second/2nd third/3rd fourth/4th/final fifth sixth seventh eighth ninth tenth")
_NUMBERED: dict[str, Meaning] = {
    f"{n}{'th' if n % 10 > 3 or n % 10 == 0 or 10 < n < 20 else ('st', 'nd', 'rd')[n % 10 - 1]}": n
    for n in range(1, 32)
}
_PARTS = words("MO: morning; AF: afternoon; EV: evening; NI: night; MI: midday, noon")
_RELATIVE = words("""-1: last, previous, this past; 0: this, current;
    1: next, coming, upcoming, this coming, the following""")
_YEARS_OFF = words("""
    -1: last year, of last year, of the previous year;
    0: this year, of this year;
    1: next year, of next year;
    same: that year, of that year, the same year, of the same year""")
_LENGTHS = words("""
    Y: year, calendar year; M: month; W: week; D: day; WE: weekend; DE: decade; CE: century; F: fortnight; TH: hour;
    TM: minute""")
_UNIT = {name: unit for name, unit in _LENGTHS.items() if unit not in ("TH", "TM")} | words(
    "Q: quarter; Y: fiscal year"
)
_PLURAL = words("""Y: years, calendar years; M: months; W: weeks; D: days, school days, business days, working days;
    WE: weekends; DE: decades; CE: centuries; F: fortnights; TH: hours; TM: minutes; TS: seconds""")
_SEASONS = words("SP: spring; SU: summer; FA: autumn, fall; WI: winter")
_HOLIDAYS = words("""
    12-25: christmas, christmas day; 12-24: christmas eve; 12-26: boxing day; 12-31: new year's eve, new year’s eve;
    01-01: new year's day, new year’s day; 02-14: valentine's day, valentine’s day; 10-31: halloween; 03-17: st
    patrick's day, st. patrick's day; 07-04: independence day; 11-11: veterans day; E+0: easter, easter sunday; E+1:
    easter monday; E-2: good friday; E-46: ash wednesday; E-7: palm sunday; E+49: pentecost; 11/4/4: thanksgiving,
    thanksgiving day; 09/1/1: labor day; 05/1/-1: memorial day; 01/1/3: martin luther king day""")
_NEXT_TO = words("""
    1 D MO: the following morning, the next morning; 1 D: the next day, the following day, the day after, a day later;
    1 W: the following week, the week after, a week later; 1 M: the following month, a month later; 1 Y: the following
    year, the year after, a year later; -1 D: the day before, the previous day, a day earlier, a day before, the day
    prior; -1 W: the week before, the previous week; -1 M: the previous month, the month before, a month earlier; -1
    Y: the previous year, the year before, the prior year, a year earlier, a year before, the year earlier""")
_VAGUE = words("""
    PAST_REF: recently, lately, formerly, the past, recent years, recent months, recent weeks, recent days, recent
    times, the recent past, years ago, decades ago, centuries ago, months ago, weeks ago, days ago, long ago, some
    time ago, not long ago, in recent memory;
    PRESENT_REF: now, currently, at the moment, at present, presently, nowadays, these days, the present, right now;
    FUTURE_REF: soon, the future, the near future, future, the foreseeable future, someday, in due course""") | words(
    "PRESENT_REF: to this day"
)

# Words after a number that make it a number of things, not a year.
_THINGS = r"""
    dollars euros?\b pounds percent per\scent % [kcm]?m[²³]?\b km kg mph miles? feet foot ft\b met(?:er|re)s?\b
    kilo\w* tons?\b tonnes acres hectares people persons men\b women children students workers jobs employees troops
    soldiers homes houses units votes points times\b hours days years minutes seats members patients cases passengers
    megawatts? MW degrees residents spectators fans\b calories block\b GMT UTC EST EDT ET\b"""
_NOT_A_YEAR = not_a_year(_THINGS, "to or and - –")
_JOINT = r"\s{0,2}(?:,|and|or|to|through|until|&|-|–|/)\s{0,2}(?:and\s)?"
_LAST_JOINT = r"\s{0,2}(?:,?\s?and|or|to|through|until|&|-|–|/)\s{0,2}"
_TIME = r"[0-9]{1,2}(?:[.:][0-9]{2})?"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![.,:]?[0-9])"

_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3}|\.[0-9]{1,2}|[0-9])?"

_SLOTS = {
    "weekday": Slot(_WEEKDAYS),
    "any_weekday": Slot(_WEEKDAYS | _SHORT_DAYS),
    "weekdays": Slot({f"{day}s": number for day, number in _WEEKDAYS.items()}),
    "month": Slot(_MONTHS | _SHORT_MONTHS),
    "long_month": Slot(_MONTHS),
    # "may" and "march" are verbs too: alone they count only after a preposition.
    "sure_month": Slot({name: number for name, number in _MONTHS.items() if name not in ("may", "march")}),
    "verb_month": Slot(words("5: may; 3: march")),
    "month_cue": Slot(
        words("0: in, of, since, until, by, from, during, through, before, after, to, and, till, between")
    ),
    "day": Slot(digits=_DAY),
    "days": Slot(digits=rf"(?:{_DAY}\s{{0,2}}(?:,|and|or|&|/)\s{{0,2}}){{0,8}}{_DAY}{_LAST_JOINT}", open=True),
    "late_day": Slot(digits="(?:1[3-9]|2[0-9]|3[01])"),
    "month_number": Slot(digits="(?:0?[1-9]|1[0-2])"),
    "year": Slot(digits="(?:1[0-9]|20|21)[0-9]{2}"),
    "short_year": Slot(digits="(?:(?:1[0-9]|20|21)[0-9]{2}|[0-9]{2})"),
    "number": Slot(_NUMBERS | _SOME | words("1: a, an, one; 0.5: half a, half an"), digits=_DIGITS),
    "many": Slot(_NUMBERS | _SOME | words("1: one"), digits=_DIGITS),
    "ordinal": Slot(_ORDINALS),
    "ordinal_number": Slot(_NUMBERED | _ORDINALS | words("19: nineteenth; 20: twentieth; 21: twenty-first")),
    "article": Slot(words("0: the")),
    "relative": Slot(_RELATIVE),
    "past": Slot(words("-1: past, last, previous; 0: first; 1: next, coming, following, upcoming")),
    "over": Slot(words("0: over, during, within, throughout, for")),
    "past_one": Slot(words("-1: past")),
    "years_off": Slot(_YEARS_OFF),
    "unit": Slot(_UNIT),
    "plural": Slot(_PLURAL),
    "units": Slot(_LENGTHS | _PLURAL),
    "one_unit": Slot(_LENGTHS | words("TS: second")),
    "offset": Slot(
        words("""0: today; -1: yesterday; 1: tomorrow; -2: the day before yesterday;
        2: the day after tomorrow""")
    ),
    "tonight": Slot(
        words("""0 NI: tonight, overnight; -1 NI: last night; 0 MO: this morning; 0 AF: this afternoon;
        0 EV: this evening; 1 NI: tomorrow night""")
    ),
    "part": Slot(_PARTS),
    "the_part": Slot(
        {f"{lead} {part}": code for part, code in _PARTS.items() for lead in ("the", "the early", "the late")}
    ),
    "edge": Slot(
        words("""0: early, late, mid, earlier, later, the beginning of, the end of, the start of, the middle of,
        the early part of, earlier in, later in, late in, early in, the close of""")
    ),
    "stage": Slot(words("0: early, mid, late")),
    "season": Slot(_SEASONS),
    "sure_season": Slot({name: code for name, code in _SEASONS.items() if name not in ("fall", "spring")}),
    "holiday": Slot(_HOLIDAYS),
    "of_year": Slot(words("Q: quarter")),
    "half_year": Slot(words("H: half")),
    "quarter_name": Slot(numbered("q1 q2 q3 q4")),
    "decade": Slot(digits="(?:1[0-9]|20)[0-9]0(?=['’]?s)", open=True),
    "decade_tens": Slot(digits="[2-9]0(?=s)", open=True),
    "decade_word": Slot(
        words("""20: twenties; 30: thirties; 40: forties; 50: fifties; 60: sixties; 70: seventies;
        80: eighties; 90: nineties""")
    ),
    "neighbour": Slot(_NEXT_TO),
    "side": Slot(words("1: later; -1: earlier, before, previously")),
    "same": Slot(words("0: the same, that, that very")),
    "ago": Slot(words("-1: ago")),
    "from_now": Slot(words("1: from now, hence")),
    "every": Slot(words("1: every, each, every other")),
    "often": Slot(
        words("""D: daily, nightly; W: weekly; M: monthly; Y: yearly, annually, annual; Q: quarterly; TH: hourly;
        F: biweekly""")
    ),
    "per": Slot(words("1: once a, twice a, per, once every, times a, three times a, once per, twice per")),
    "time": Slot(digits=_TIME + r"(?!\d)", open=True),
    "times": Slot(digits=rf"(?:{_TIME}(?:\s?[ap]\.?m\.?)?{_JOINT}){{1,6}}", open=True),
    "full_time": Slot(digits="[0-9]{1,2}[.:][0-9]{2}"),
    "half": Slot(words("AM: am, a.m., a.m; PM: pm, p.m., p.m")),
    "moment": Slot({"noon": "12:00", "midnight": "24:00"}),
    "vague": Slot(_VAGUE),
    "the_time": Slot(words("PAST_REF: at the time")),
    "approximate": Slot(
        words("""0: about, nearly, almost, around, some, more than, less than, at least, over, roughly,
        up to, approximately, just over, just under, fewer than""")
    ),
    "year_cue": Slot(words("0: the year, year, fiscal, fiscal year, the fiscal year")),
    "since": Slot(words("0: for, over, within, in, after, of")),
}

_YEAR_AFTER = r"(?:,? (?:of )?{year}" + _NOT_A_YEAR + ")?"
# "two days before" counts from what was named, "two days before the vote" from the vote.
_NOTHING_AFTER = r"(?=\s?[.,;:!?)\"”\n]|$)"
# A season or holiday that only says of which kind something is.
_NOT_A_KIND = (
    r"(?! (?:market|season|break|shop|tree|present|gift|card|part[yi]|dinner|light|song|carol|period|holiday|storm|"
    r"sport|weather|temperature|game|olympic|coat|vacation|service|flight|schedule|clothes|camp|school|fashion|collection)|"
    r" (?-i:[A-Z]))"
)
_RULES = (
    Rule(r"{any_weekday:weekday!}\.?,? {month!}\.? {day},? {year}", days.full_date),
    Rule(r"{any_weekday:weekday!}\.?,? {day} {month!}\.?,? {year}", days.full_date),
    Rule(r"{month!}\.? {day},? {year}" + _NOT_A_YEAR, days.full_date),
    Rule(r"{day}(?: of)? {month!}\.?,? {year}" + _NOT_A_YEAR, days.full_date),
    Rule(r"{year}-{month_number:month}-{day}", days.full_date),
    Rule(r"{month_number:month}/{late_day:day}/{short_year:year}(?!/)", days.full_date),
    Rule(r"{late_day:day}/{month_number:month}/{short_year:year}(?!/)", days.full_date),
    Rule(r"{month!}\.? {days}{day}(?!\s?(?:[ap]\.?m|percent|years))(?:,? {year}" + _NOT_A_YEAR + ")?", days.day_list),
    Rule(r"{days}{day}(?: of)? {month!}(?:,? {year}" + _NOT_A_YEAR + ")?", days.day_list),
    Rule(r"{any_weekday:weekday!}\.?,?(?: the)? {month!}\.? {day}", days.day_month),
    Rule(r"{any_weekday:weekday!}\.?,?(?: the)? {day}(?: of)? {month!}", days.day_month),
    Rule(r"{month!}\.? (?:the )?{day}(?!\s?(?:percent|%)|[.,]?\d)", days.day_month),
    Rule(r"{day}(?: of)? {long_month:month!}", days.day_month),
    Rule(r"{month!}\.? {day},? {years_off:relative}", months.month_of_year),
    Rule(r"(?:{edge}[\s-])?{month!}\.?,? (?:of )?{year}" + _NOT_A_YEAR, months.month_year),
    Rule(r"{long_month:first!} (?:to|and|until|through|or) {month!} (?:of )?{year}", months.month_pair),
    Rule(r"(?:{edge}[\s-])?{sure_month:month!}", months.month),
    Rule(r"{edge}[\s-]{long_month:month!}", months.month),
    Rule(r"{verb_month:month!}(?!\.? \d)", months.month_after_cue),
    Rule(r"{long_month:month!},? {years_off:relative}", months.month_of_year),
    Rule(r"{relative} {long_month:month!}", months.relative_month),
    Rule(r"{years_off:relative} in {long_month:month!}", months.month_of_year),
    Rule(r"(?:{edge}[\s-])?{year}" + _NOT_A_YEAR, years.bare_year),
    Rule(r"{year_cue} {year}", years.year),
    Rule(r"(?:{edge} )?(?:{relative} )?{weekday!}(?: {part})?", days.weekday),
    Rule(r"{weekday!} {relative}(?= week)(?P<week> week)", days.weekday_of_week),
    Rule(r"(?:{edge} )?{offset}(?: {part})?", relative.day_offset),
    Rule(r"(?:{edge} )?{tonight}(?! Show)", relative.day_offset_part),
    Rule(r"(?:{edge} )?(?:{article} )?{relative} (?:{unit}|{season})", relative.relative_unit),
    Rule(r"(?:{edge} )?{article} {unit}(?= (?:so far|to date))", relative.relative_unit),
    Rule(r"{edge} {article} {unit}", years.edge_of_period),
    Rule(r"{article} {unit}", relative.bare_weekend),
    Rule(r"(?:{article} )?(?:{relative} )?{ordinal}[\s-]{of_year:unit}" + _YEAR_AFTER, years.part_of_year),
    Rule(r"(?:{article} )?{ordinal}[\s-]{of_year:unit} {years_off:relative}", years.part_of_year),
    Rule(r"(?:{article} )?{ordinal}[\s-]{half_year:unit} (?:of )?{year}", years.part_of_year),
    Rule(r"(?:{article} )?{ordinal}[\s-]{half_year:unit} {years_off:relative}", years.part_of_year),
    Rule(r"(?:{article} )?{ordinal}[\s-]{half_year:unit} of the year", years.part_of_year),
    Rule(r"{the_time:vague}(?! (?:of|when|that|he|she|they|it|we|I))", relative.vague),
    Rule(r"{quarter_name:ordinal!}(?: (?:of )?{year})?", years.quarter),
    Rule(r"{edge} {sure_season:season~}" + _NOT_A_KIND, years.season),
    Rule(r"(?:{article} )?{sure_season:season~}" + _NOT_A_KIND, years.season),
    Rule(r"{article} {season}(?: of)? {year}", years.season),
    Rule(r"{season}(?: of)? {year}" + _NOT_A_YEAR, years.season),
    Rule(r"{holiday!}(?: {year})?" + _NOT_A_KIND, days.holiday),
    Rule(r"(?:{article} )?(?:{stage}[\s-])?{decade}['’]?s", years.decade),
    Rule(r"{article} (?:{stage}[\s-])?['’‘]?{decade_tens:decade}s", years.decade),
    Rule(r"{article} (?:{stage}[\s-])?{decade_word:decade}", years.decade),
    Rule(r"(?:{article} )?(?:{stage}[\s-])?{ordinal_number:ordinal}[\s-]century", years.century),
    Rule(r"{neighbour}(?<!before)(?<!after)", relative.named_neighbour),
    Rule(r"{neighbour}" + _NOTHING_AFTER, relative.named_neighbour),
    Rule(r"(?:{approximate} )?{number} {units:unit} {side}(?<!before)(?! than)", relative.neighbour),
    Rule(r"(?:{approximate} )?{number} {units:unit} {side}" + _NOTHING_AFTER, relative.neighbour),
    Rule(r"{same} {unit}", relative.same_period),
    Rule(r"(?:{approximate} )?{number} {units:unit} {ago}", relative.measured_back),
    Rule(r"(?:{approximate} )?{number} {units:unit} {from_now}", relative.measured_ahead),
    Rule(r"(?:{approximate} )?{number}(?: |-){units:unit}(?: {part})?", length.duration),
    Rule(r"{many:number}-{one_unit:unit}(?:-old)?s?", length.duration),
    Rule(r"{many:number} {plural:unit}(?= old)", length.duration),
    Rule(r"{many:low}(?: to | or |-|–){many:number} {plural:unit}", length.duration_pair),
    Rule(r"(?:{article} )?{past} {many:number} {units:unit}", length.span),
    Rule(r"(?:{article} )?{past} {plural:unit}", length.span),
    Rule(r"{article} {past_one} {one_unit:unit}", length.one_past),
    Rule(r"{over} {article} {past} {one_unit:unit}", length.one_over),
    Rule(r"{plural:unit}", length.vague_duration),
    Rule(r"{often}", length.adverb_set),
    Rule(r"{every} {weekday!}(?: {part})?", days.weekday_set),
    Rule(r"{weekdays:weekday!}", days.weekday_set),
    Rule(r"{every} (?:{many:number} )?{units:unit}", length.repeated),
    Rule(r"{per} {one_unit:unit}", length.repeated),
    Rule(r"{time}\s?{half}(?: (?:ET|EST|EDT|PT|CET|GMT|UTC|local time))?", clock.clock),
    Rule(r"{time}\s?{half}(?: (?:ET|EST|EDT|GMT|local time))?,?(?: on)? {weekday!}", clock.clock),
    Rule(r"{time}\s?{half}(?: (?:ET|EST|EDT|GMT|local time))?,?(?: on)? {month!}\.? {day}(?:,? {year})?", clock.clock),
    Rule(r"{times}{time}\s?{half}", clock.clock_list),
    Rule(r"{full_time:time} (?:GMT|UTC|CET|CEST|EST|ET|BST|local time|hours)", clock.clock),
    Rule(r"{moment}", clock.noon),
    Rule(r"{the_part:part}(?! (?:of|from|between|sky|shift|club|train|hours))", clock.part_of_day),
    Rule(r"{vague}(?! (?:[0-9]|two|three|four|five|six|several|few|couple))", relative.vague),
)  # fmt: skip

_DETERMINERS = words(
    "0: the, a, an, both, all, some, new, against, of, in, by, for, with, from, at, on, his, her, its, their, our"
)
_VERBS = Verbs(
    tense=roles("""
        perfect: has, have, having, ve;
        past: was, were, had, did, said, told, made, went, came, took, gave, got, saw, met, left, began, won, lost,
        held, became, kept, found, paid, sent, built, fell, rose, grew, led, ran, spoke, wrote, brought, thought,
        stood, heard, meant, shot, hit, struck, drew, broke, threw, flew, drove, sold, bought, caught, fought,
        taught, felt, knew, sat, swore, withdrew, stole, spent, chose, rode, sank, shook, woke, forced, burst, dealt,
        beat, put, split, cut;
        future: will, shall, would, ll, scheduled, expected, planned, due, slated, plans, plan, hopes, hope, aims,
        intends, expects, expect, set, wants, opens, begins, starts, meets, kicks, faces, travels, visits, arrives,
        hosts, departs, returns, airs, launches, takes, goes, continues, ends, runs, votes, plays, ahead, meeting,
        visiting, resigns, leaves, arriving, resume, upcoming, may, might, could, should, must, can;
        present: is, are, am, need, needed, indeed, feed, speed, seed, red, bed, hundred, based, united, exceed"""),
    suffixes=((re.compile(r"[a-z]{2,16}ed"), PAST),),
    participle=re.compile(
        r"(?:[a-z]{2,16}ed|been|made|done|said|seen|taken|given|gone|held|won|lost|met|left|told|found|become|shown|come)"
    ),
    determiners=_DETERMINERS,
    looks_back=("since",),
    looks_ahead=("until", "till"),
)

_PREPOSITIONS = roles("""
    since: since, from; after: after, following; before: before, prior; until: until, till, by, through, to;
    between: between; joint: and; plain: on, in, during, at; article: the, year, month, shortly""")

ENGLISH = Language("en", _SLOTS, _RULES, _VERBS, _PREPOSITIONS)
