"""English: word lists, rules and verbs. Extents follow TimeML: determiners and "early", "ago" belong to an expression."""

from __future__ import annotations

import re

from index.dates import calendar_rules as calendar
from index.dates import clock_rules as clock
from index.dates import length_rules as length
from index.dates import relative_rules as relative
from index.dates.language import FUTURE, PAST, PERFECT, PRESENT, Language, Verbs
from index.dates.template import Meaning, Rule, Slot, each

_DAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAYS: dict[str, Meaning] = {name: number for number, name in enumerate(_DAY_NAMES, 1)}
_SHORT_DAYS: dict[str, Meaning] = {
    name: number
    for number, names in enumerate("mon,tue tues,wed,thu thur thurs,fri,sat,sun".split(","), 1)
    for name in names.split()
}
_MONTH_NAMES = "january february march april may june july august september october november december".split()
_MONTHS: dict[str, Meaning] = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_SHORT_MONTHS: dict[str, Meaning] = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_NUMBERS: dict[str, Meaning] = {
    name: number
    for number, name in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen twenty".split(),
        2,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a hundred": 100,
     "a dozen": 12, "a couple of": 2, "a couple": 2, "couple of": 2, "both": 2, "two and a half": "2.5", "one and a half": "1.5"}  # fmt: skip
_VAGUE_NUMBERS = each("several|a few|few|many|some|numerous|a number of|hundreds of|dozens of|most", "X", "|")
_ORDINALS: dict[str, Meaning] = {
    name: number
    for number, name in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
} | {"final": 4}
_PARTS: dict[str, Meaning] = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI"}
_RELATIVE: dict[str, Meaning] = {"last": -1, "previous": -1, "this": 0, "current": 0, "this past": -1, "next": 1, "coming": 1,
                                 "upcoming": 1, "this coming": 1, "the following": 1}  # fmt: skip
_UNIT: dict[str, Meaning] = {"year": "Y", "month": "M", "week": "W", "day": "D", "weekend": "WE", "quarter": "Q", "decade": "E",
                             "century": "C", "fortnight": "F", "fiscal year": "Y", "calendar year": "Y"}  # fmt: skip
_ONE: dict[str, Meaning] = {"hour": "TH", "minute": "TM"}
_PLURAL: dict[str, Meaning] = {f"{name}s": code for name, code in (_UNIT | _ONE).items() if name not in ("century", "quarter", "fiscal year")} | {
    "centuries": "C", "seconds": "TS", "school days": "D", "business days": "D", "working days": "D"}  # fmt: skip
_LENGTHS = {name: code for name, code in (_UNIT | _ONE).items() if name not in ("quarter", "fiscal year")}
_SEASONS: dict[str, Meaning] = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_HOLIDAYS: dict[str, Meaning] = {
    "christmas": "12-25", "christmas day": "12-25", "christmas eve": "12-24", "boxing day": "12-26", "new year's day": "01-01",
    "new year’s day": "01-01", "new year's eve": "12-31", "new year’s eve": "12-31", "halloween": "10-31", "easter": "E+0",
    "easter sunday": "E+0", "easter monday": "E+1", "good friday": "E-2", "ash wednesday": "E-46", "palm sunday": "E-7",
    "pentecost": "E+49", "valentine's day": "02-14", "valentine’s day": "02-14", "st patrick's day": "03-17",
    "independence day": "07-04", "veterans day": "11-11", "thanksgiving": "11/4/4", "thanksgiving day": "11/4/4",
    "black friday": "11/5/4", "labor day": "09/1/1", "memorial day": "05/1/-1", "martin luther king day": "01/1/3"}  # fmt: skip

_VAGUE = each(
    "recently|lately|formerly|the past|recent years|recent months|recent weeks|recent days|recent times|the recent past|years ago|"
    "decades ago|centuries ago|months ago|weeks ago|days ago|long ago|some time ago|not long ago|in recent memory", "PAST_REF", "|",
) | each(
    "now|currently|at the moment|at present|presently|nowadays|these days|the present|right now|the current time|this time",
    "PRESENT_REF", "|",
) | each("soon|the future|the near future|future|the foreseeable future|the coming future|someday|in due course", "FUTURE_REF", "|")  # fmt: skip

_NOT_A_YEAR = (
    r"(?!(?:\s?(?:to|or|and|-|–) ?[0-9.,]{1,7})?\s?(?:dollars|euros?|pounds|percent|per cent|%|[kcm]?m[²³]?\b|km|kg|mph|miles?|feet|"
    r"foot|ft|met(?:er|re)s?|kilo\w*|tons?|tonnes|acres|hectares|people|persons|men\b|women|children|students|workers|jobs|"
    r"employees|troops|soldiers|homes|houses|units|votes|points|times|hours|days|years|minutes|seats|members|patients|cases|"
    r"passengers|megawatts?|MW|degrees|residents|spectators|fans|calories|block\b|GMT|UTC|EST|EDT|ET)\b|[.,:]?\d|/\d\d(?!\d))"
)
_JOINT = r"\s{0,2}(?:,|and|or|to|through|until|&|-|–|/)\s{0,2}(?:and\s)?"
_TIME = r"[0-9]{1,2}(?:[.:][0-9]{2})?"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"

_SLOTS = {
    "weekday": Slot(_WEEKDAYS), "any_weekday": Slot(_WEEKDAYS | _SHORT_DAYS),
    "weekdays": Slot({f"{day}s": number for day, number in _WEEKDAYS.items()}),
    "month": Slot(_MONTHS | _SHORT_MONTHS), "long_month": Slot(_MONTHS),
    "sure_month": Slot({name: number for name, number in _MONTHS.items() if name not in ("may", "march")}),
    "verb_month": Slot({"may": 5, "march": 3}),
    "month_cue": Slot(each("in|of|since|until|by|from|during|through|before|after|to|and|till|between|around|for|on", 0, "|")),
    "day": Slot(digits=_DAY), "days": Slot(digits=rf"(?:{_DAY}{_JOINT}){{1,9}}", open=True),
    "month_number": Slot(digits="(?:0?[1-9]|1[0-2])"), "year": Slot(digits="(?:1[0-9]|20|21)[0-9]{2}"),
    "late_day": Slot(digits="(?:1[3-9]|2[0-9]|3[01])"),
    "short_year": Slot(digits="(?:(?:1[0-9]|20|21)[0-9]{2}|[0-9]{2})"),
    "number": Slot(_NUMBERS | _VAGUE_NUMBERS | each("a an one", 1) | {"half a": "0.5", "half an": "0.5"},
                   digits=r"[0-9]{1,3}(?:,[0-9]{3}|\.[0-9]{1,2}|[0-9])?"),
    "many": Slot(_NUMBERS | _VAGUE_NUMBERS | {"one": 1}, digits=r"[0-9]{1,3}(?:,[0-9]{3}|\.[0-9]{1,2}|[0-9])?"),
    "ordinal": Slot(_ORDINALS | {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}),
    "ordinal_number": Slot({f"{n}{'th' if n % 10 > 3 or n % 10 == 0 or 10 < n < 20 else ('st', 'nd', 'rd')[n % 10 - 1]}": n
                            for n in range(1, 32)} | _ORDINALS | {"nineteenth": 19, "twentieth": 20, "twenty-first": 21}),
    "article": Slot({"the": 0}), "relative": Slot(_RELATIVE), "past": Slot(each("past last previous", -1) | each("next coming following", 1) | {"first": 0}),
    "past_one": Slot({"past": 0}), "over": Slot(each("over in during for within", 0)),
    "years_off": Slot({"last year": -1, "this year": 0, "of this year": 0, "of last year": -1, "next year": 1, "of next year": 1,
                       "that year": "same", "of that year": "same", "the same year": "same", "of the same year": "same",
                       "of the previous year": -1}),
    "unit": Slot(_UNIT), "plural": Slot(_PLURAL), "units": Slot(_LENGTHS | _PLURAL), "one_unit": Slot(_LENGTHS | {"second": "TS"}),
    "offset": Slot({"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}),
    "tonight": Slot({"tonight": "0 NI", "last night": "-1 NI", "this morning": "0 MO", "this afternoon": "0 AF", "this evening": "0 EV",
                     "overnight": "0 NI", "tomorrow night": "1 NI"}),
    "part": Slot(_PARTS), "the_part": Slot({f"the {part}": code for part, code in _PARTS.items()}
                                           | {f"the early {part}": code for part, code in _PARTS.items()}),
    "edge": Slot(each("early|late|mid|earlier|later|the beginning of|the end of|the start of|the middle of|the early part of|"
                      "earlier in|later in|late in|early in|the close of", 0, "|")),
    "stage": Slot(each("early mid late", 0)), "season": Slot(_SEASONS), "sure_season": Slot({k: v for k, v in _SEASONS.items() if k not in ("fall", "spring")}),
    "holiday": Slot(_HOLIDAYS), "of_year": Slot({"quarter": "Q", "half": "H"}),
    "quarter_name": Slot({f"q{n}": n for n in range(1, 5)}), "half_name": Slot({"h1": 1, "h2": 2}),
    "decade": Slot(digits="(?:1[0-9]|20)[0-9]0(?='?s)", open=True), "the_decade": Slot({"the": 0}),
    "decade_tens": Slot(digits="[2-9]0(?=s)", open=True), "decade_word": Slot({
        "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}),
    "neighbour": Slot(each("the next day|the following day|the day after|the following morning|the next morning|a day later", "1 D", "|")
                      | each("the day before|the previous day|a day earlier|a day before|the day prior|the previous evening", "-1 D", "|")
                      | each("the following week|the week after|a week later", "1 W", "|") | each("the week before|the previous week", "-1 W", "|")
                      | each("the following year|the year after|a year later", "1 Y", "|") | each("the previous year|the year before|"
                             "the prior year|a year earlier|a year before|the year earlier", "-1 Y", "|")
                      | each("the following month|a month later", "1 M", "|") | each("the previous month|the month before|a month earlier",
                                                                                      "-1 M", "|")),
    "side": Slot(each("later", 1) | each("earlier before previously", -1)), "same": Slot(each("the same|that|that very", 0, "|")),
    "ago": Slot(each("ago", 0)), "from_now": Slot(each("from now|hence", 0, "|")),
    "every": Slot(each("every|each|every other", 1, "|")), "often": Slot({
        "daily": "D", "weekly": "W", "monthly": "M", "yearly": "Y", "annually": "Y", "annual": "Y", "quarterly": "Q", "hourly": "TH",
        "nightly": "D", "biweekly": "F"}),
    "per": Slot(each("once a|twice a|per|once every|times a|three times a|once per|twice per|each and every", 1, "|")),
    "time": Slot(digits=_TIME + r"(?!\d)", open=True), "times": Slot(digits=rf"(?:{_TIME}(?:\s?[ap]\.?m\.?)?{_JOINT}){{1,6}}", open=True),
    "half": Slot({"am": "AM", "a.m": "AM", "pm": "PM", "p.m": "PM"}),
    "full_time": Slot(digits="[0-9]{1,2}[.:][0-9]{2}"), "moment": Slot({"noon": "12:00", "midnight": "24:00"}),
    "vague": Slot(_VAGUE), "approximate": Slot(each("about|nearly|almost|around|some|more than|less than|at least|over|roughly|"
                                                    "up to|approximately|just over|just under|fewer than", 0, "|")),
    "year_cue": Slot(each("the year|year", 0, "|")), "fiscal": Slot(each("fiscal|fiscal year|the fiscal year", 0, "|")),
    "decades_only": Slot({"decades": "E", "centuries": "C", "years": "Y", "months": "M", "weeks": "W", "days": "D", "hours": "TH",
                          "minutes": "TM"}), "since": Slot(each("for over within in after of", 0)),
}  # fmt: skip

_YEAR_AFTER = r"(?:,? (?:of )?{year}" + _NOT_A_YEAR + ")?"
_RULES = (
    Rule(r"{any_weekday:weekday!}\.?,? {month!}\.? {day},? {year}", calendar.full_date),
    Rule(r"{any_weekday:weekday!}\.?,? {day} {month!}\.?,? {year}", calendar.full_date),
    Rule(r"{month!}\.? {day},? {year}" + _NOT_A_YEAR, calendar.full_date),
    Rule(r"{day}(?: of)? {month!}\.?,? {year}" + _NOT_A_YEAR, calendar.full_date),
    Rule(r"{year}-{month_number:month}-{day}", calendar.full_date),
    Rule(r"{month_number:month}/{late_day:day}/{short_year:year}(?!/)", calendar.full_date),
    Rule(r"{late_day:day}/{month_number:month}/{short_year:year}(?!/)", calendar.full_date),
    Rule(r"{month!}\.? {days}{day}(?:,? {year}" + _NOT_A_YEAR + r")?(?!\s?(?:percent|%|years|people)\b)", calendar.day_list),
    Rule(r"{days}{day}(?: of)? {month!}(?:,? {year}" + _NOT_A_YEAR + ")?", calendar.day_list),
    Rule(r"{any_weekday:weekday!}\.?,?(?: the)? {month!}\.? {day}", calendar.day_month),
    Rule(r"{any_weekday:weekday!}\.?,?(?: the)? {day}(?: of)? {month!}\.?", calendar.day_month),
    Rule(r"{month!}\.? (?:the )?{day}(?!\s?(?:percent|%)|[.,]?\d)", calendar.day_month),
    Rule(r"{day}(?: of)? {long_month:month!}", calendar.day_month),
    Rule(r"{month!}\.? {day},? {years_off:relative}", calendar.month_of_year),
    Rule(r"(?:{edge}[\s-])?{month!}\.?,? (?:of )?{year}" + _NOT_A_YEAR, calendar.month_year),
    Rule(r"{long_month:first!} (?:to|and|until|through|or) {month!} (?:of )?{year}", calendar.month_pair),
    Rule(r"(?:{edge}[\s-])?{sure_month:month!}", calendar.month),
    Rule(r"{edge}[\s-]{long_month:month!}", calendar.month),
    Rule(r"{month_cue} {verb_month:month!}(?! \d)", calendar.month_after_cue),
    Rule(r"{long_month:month!},? {years_off:relative}", calendar.month_of_year),
    Rule(r"{relative} {long_month:month!}", calendar.relative_month),
    Rule(r"(?:{edge}[\s-])?{year}" + _NOT_A_YEAR, calendar.bare_year),
    Rule(r"{year_cue} {year}", calendar.year),
    Rule(r"{fiscal} {year}", calendar.year),
    Rule(r"(?:{edge} )?(?:{relative} )?{weekday!}(?: {part})?", calendar.weekday),
    Rule(r"{weekday!} {relative}(?= week)(?P<week> week)", calendar.weekday_of_week),
    Rule(r"{offset}(?: {part})?", relative.day_offset),
    Rule(r"(?:{edge} )?{offset}", relative.day_offset),
    Rule(r"(?:{edge} )?{tonight}", relative.day_offset_part),
    Rule(r"(?:{edge} )?(?:{article} )?{relative} (?:{unit}|{season})", relative.relative_unit),
    Rule(r"(?:{edge} )?{article} {unit}(?= (?:so far|to date))", relative.relative_unit),
    Rule(r"{edge} {article} {unit}", calendar.edge_of_period),
    Rule(r"{article} {unit}", relative.bare_weekend),
    Rule(r"(?:{article} )?(?:{relative} )?{ordinal}[\s-]{of_year:unit}" + _YEAR_AFTER, calendar.part_of_year),
    Rule(r"(?:{article} )?{ordinal}[\s-]{of_year:unit} {years_off:relative}", calendar.part_of_year),
    Rule(r"{quarter_name:ordinal!}(?: (?:of )?{year})?", calendar.quarter),
    Rule(r"{edge} {sure_season:season}" + _YEAR_AFTER, calendar.season),
    Rule(r"(?:{article} )?{sure_season:season}" + _YEAR_AFTER, calendar.season),
    Rule(r"{article} {season}(?: of)? {year}", calendar.season),
    Rule(r"{season}(?: of)? {year}", calendar.season),
    Rule(r"{holiday!}(?: {year})?(?! (?-i:[A-Z]))", calendar.holiday),
    Rule(r"(?:{article} )?(?:{stage}[\s-])?{decade}['’]?s", calendar.decade),
    Rule(r"{the_decade} (?:{stage}[\s-])?['’]?{decade_tens:decade}s", calendar.decade),
    Rule(r"{the_decade} (?:{stage}[\s-])?{decade_word:decade}", calendar.decade),
    Rule(r"(?:{article} )?(?:{stage}[\s-])?{ordinal_number:ordinal}[\s-]century", calendar.century),
    Rule(r"{neighbour}", relative.named_neighbour),
    Rule(r"(?:{approximate} )?{number} {units:unit} {side}", relative.neighbour),
    Rule(r"{same} {unit}", relative.same_period),
    Rule(r"(?:{approximate} )?{number} {units:unit} {ago}", relative.measured_back),
    Rule(r"(?:{approximate} )?{number} {units:unit} {from_now}", relative.measured_ahead),
    Rule(r"(?:{approximate} )?{number}(?: |-){units:unit}(?: {part})?", length.duration),
    Rule(r"{many:number}-{one_unit:unit}(?:-old)?s?", length.duration),
    Rule(r"{many:number} {plural:unit}(?= old)", length.duration),
    Rule(r"{many:low}(?: to | or |-|–){many:number} {plural:unit}", length.duration_pair),
    Rule(r"(?:{article} )?{past} {many:number} {units:unit}", length.span),
    Rule(r"(?:{article} )?{past} {plural:unit}", length.span),
    Rule(r"{article} {past_one} {one_unit:unit}", length.repeated_once),
    Rule(r"{decades_only:unit}", length.vague_plural),
    Rule(r"{often}", length.adverb_set),
    Rule(r"{every} {weekday!}(?: {part})?", calendar.weekday_set),
    Rule(r"{weekdays:weekday!}", calendar.weekday_set),
    Rule(r"{every} (?:{many:number} )?{units:unit}", length.repeated),
    Rule(r"{per} {one_unit:unit}", length.repeated),
    Rule(r"{time} ?{half}\b\.?(?: (?:ET|EST|EDT|PT|CET|GMT|UTC|local time))?", clock.clock),
    Rule(r"{time} ?{half}\b\.?(?: (?:ET|EST|EDT|GMT|local time))?,?(?: on)? {weekday!}", clock.clock),
    Rule(r"{time} ?{half}\b\.?(?: (?:ET|EST|EDT|GMT|local time))?,?(?: on)? {month!}\.? {day}", clock.clock),
    Rule(r"{times}{time} ?{half}\b\.?", clock.clock_list),
    Rule(r"{full_time:time} (?:GMT|UTC|CET|CEST|EST|ET|BST|local time|hours)", clock.clock),
    Rule(r"{moment}", clock.noon),
    Rule(r"{the_part:part}", clock.part_of_day),
    Rule(r"{vague}(?! (?:infamous|famous))", relative.vague),
)  # fmt: skip

_VERBS = Verbs(
    tense=each("has have having 've is are 's been being be am", PERFECT)
    | each(
        "was were had did said told made went came took gave got saw met left began won lost held became kept found paid sent "
        "built fell rose grew led ran spoke wrote brought thought stood heard meant shot hit struck drew broke threw flew drove "
        "sold bought caught fought taught felt knew sat swore withdrew stole spent chose rode sank shook woke forced burst dealt "
        "beat put split cut",
        PAST,
    )
    | each(
        "will shall would ll scheduled expected planned due slated plans plan hopes hope aims intends expects expect set wants "
        "opens begins starts meets kicks faces travels visits arrives heads hosts departs returns airs launches "
        "takes goes continues ends runs votes plays ahead upcoming may might could should must can",
        FUTURE,
    )
    | each("need needed indeed feed speed seed red bed hundred based united seed exceed proceed succeed", PRESENT),
    suffixes=((re.compile(r"[a-z]{2,16}ed"), PAST),),
    participle=re.compile(r"(?:[a-z]{2,16}ed|been|made|done|said|seen|taken|given|gone|held|won|lost|met|left|told|found|become|shown|come)"),
)

_PREPOSITIONS = {
    "since": "since", "from": "since", "after": "after", "following": "after", "before": "before", "until": "until", "till": "until",
    "by": "until", "through": "until", "to": "until", "between": "between", "and": "joint", "prior": "before",
    **dict.fromkeys("on in during at".split(), "plain"), **dict.fromkeys("the year month shortly".split(), "article"),
}  # fmt: skip

ENGLISH = Language("en", _SLOTS, _RULES, _VERBS, _PREPOSITIONS)
