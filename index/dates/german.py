"""German: word lists, rules and verbs (also Austrian and South Tyrolean words: Jänner, Feber, heuer, Samstag)."""

from __future__ import annotations

import re

from index.dates import calendar_rules as calendar
from index.dates import clock_rules as clock
from index.dates import length_rules as length
from index.dates import relative_rules as relative
from index.dates.language import FUTURE, PAST, PERFECT, PRESENT, Language, Verbs
from index.dates.template import Meaning, Rule, Slot, each

_DAY_NAMES = "montag dienstag mittwoch donnerstag freitag samstag sonntag".split()
_WEEKDAYS: dict[str, Meaning] = {name: number for number, name in enumerate(_DAY_NAMES, 1)} | {"sonnabend": 6}
_SHORT_DAYS: dict[str, Meaning] = {name: n for n, name in enumerate("mo. di. mi. do. fr. sa. so.".split(), 1)}
_MONTHS: dict[str, Meaning] = {
    name: number
    for number, names in enumerate(
        "januar jänner jan,februar feber feb,märz,april apr,mai,juni,juli,august aug,september sept sep,oktober okt,"
        "november nov,dezember dez".split(","),
        1,
    )
    for name in names.split()
}
_NUMBERS: dict[str, Meaning] = {
    name: number
    for number, name in enumerate(
        "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn "
        "neunzehn zwanzig".split(),
        2,
    )
} | {"dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90,
     "hundert": 100, "tausend": 1000, "zweieinhalb": "2.5", "eineinhalb": "1.5", "anderthalb": "1.5", "dreieinhalb": "3.5"}  # fmt: skip
_VAGUE_NUMBERS = each("einige einigen einiger mehrere mehreren mehrerer wenige wenigen weniger viele vielen vieler paar "
                      "etliche etlichen lange langen langer unzählige unzähligen hunderte tausende", "X")  # fmt: skip
_ORDINAL_STEMS = "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt"
_ORDINALS: dict[str, Meaning] = {
    stem + ending: number for number, stem in enumerate(_ORDINAL_STEMS.split(), 1) for ending in ("e", "en", "er", "es")
}
_PARTS: dict[str, Meaning] = {"morgen": "MO", "früh": "MO", "vormittag": "MO", "mittag": "MI", "nachmittag": "AF",
                              "abend": "EV", "nacht": "NI"}  # fmt: skip
_RELATIVE_STEMS = each("letzt vergangen vorig verflossen abgelaufen", -1) | each("dies laufend heurig", 0) | {
    "kommend": 1, "nächst": 1, "vorletzt": -2, "vorvergangen": -2, "übernächst": 2}  # fmt: skip
_RELATIVE = {stem + end: meaning for stem, meaning in _RELATIVE_STEMS.items() for end in ("e", "en", "er", "es", "em")}
_YEARS_OFF = each("des vorigen|des vergangenen|des letzten|vorigen|vergangenen|letzten|des vorjahres", -1, "|") | each(
    "dieses|des laufenden|des heurigen|heurigen|laufenden", 0, "|") | each(
    "nächsten|kommenden|des nächsten|des kommenden", 1, "|") | each(
    "desselben|des selben|des gleichen|selben|gleichen|jenes", "same", "|")  # fmt: skip

_UNIT = each("jahr jahres kalenderjahr", "Y") | each("monat monats", "M") | each("woche", "W") | each("tag tages", "D") | (
    each("wochenende wochenendes", "WE") | each("quartal quartals", "Q") | each("halbjahr halbjahres", "H")
    | each("jahrzehnt jahrzehnts", "E") | each("jahrhundert jahrhunderts", "C"))  # fmt: skip
_PLURAL = each("jahre jahren", "Y") | each("monate monaten", "M") | each("wochen", "W") | each("tage tagen", "D") | (
    each("stunden", "TH") | each("minuten", "TM") | each("sekunden", "TS") | each("jahrzehnte jahrzehnten", "E")
    | each("jahrhunderte jahrhunderten", "C") | each("wochenenden", "WE") | each("quartale quartalen", "Q")
    | each("arbeitstage arbeitstagen", "D"))  # fmt: skip
_ONE = each("stunde", "TH") | each("minute", "TM") | each("sekunde", "TS")
_STEM_UNITS: dict[str, str] = {"jähr": "Y", "monat": "M", "wöch": "W", "täg": "D", "stünd": "TH", "minüt": "TM"}
_ENDINGS = ("", "e", "en", "er", "es", "em")
_OFTEN = {stem + ending: unit for stem, unit in {
    "alltäglich": "D", "täglich": "D", "wöchentlich": "W", "monatlich": "M", "jährlich": "Y", "alljährlich": "Y", "stündlich": "TH",
    "vierteljährlich": "Q", "halbjährlich": "H"}.items() for ending in _ENDINGS}  # fmt: skip
_LASTING = {f"{stem}lang{ending}": unit for stem, unit in {
    "jahre": "Y", "monate": "M", "wochen": "W", "tage": "D", "stunden": "TH", "minuten": "TM", "jahrzehnte": "E",
    "jahrhunderte": "C"}.items() for ending in _ENDINGS}  # fmt: skip
_COMPOUND = {f"{number}{stem}ig{ending}": f"{1 if number == 'ein' else meaning} {unit}"
             for number, meaning in (_NUMBERS | {"ein": 1, "mehr": "X"}).items() for stem, unit in _STEM_UNITS.items()
             for ending in _ENDINGS[1:]}  # fmt: skip
_SEASONS = each("frühling frühlings frühjahr frühjahrs", "SP") | each("sommer sommers sommermonate", "SU") | (
    each("herbst herbsts herbstes", "FA") | each("winter winters", "WI"))  # fmt: skip
_HOLIDAYS: dict[str, Meaning] = {
    "weihnachten": "12-25", "heiligabend": "12-24", "heiliger abend": "12-24", "heiligen abend": "12-24", "heilige abend": "12-24", "stephanstag": "12-26", "silvester": "12-31",
    "neujahr": "01-01", "neujahrstag": "01-01", "dreikönigstag": "01-06", "allerheiligen": "11-01", "nikolaustag": "12-06",
    "allerseelen": "11-02", "mariä himmelfahrt": "08-15", "aschermittwoch": "E-46", "rosenmontag": "E-48",
    "palmsonntag": "E-7", "gründonnerstag": "E-3", "karfreitag": "E-2", "karsamstag": "E-1", "ostern": "E+0", "ostersonntag": "E+0",
    "ostermontag": "E+1", "christi himmelfahrt": "E+39", "pfingsten": "E+49", "pfingstsonntag": "E+49", "pfingstmontag": "E+50",
    "fronleichnam": "E+60", "tag der deutschen einheit": "10-03", "reformationstag": "10-31", "tag der arbeit": "05-01"}  # fmt: skip

_PAST_WORDS = (
    "kürzlich|unlängst|neulich|jüngst|vor kurzem|vor kurzer zeit|vor langem|vor längerem|vor langer zeit|vor einiger zeit|"
    "damals|damalige|damaligen|damaliger|damaliges|einst|einstige|einstigen|ehemals|ehemalige|ehemaligen|ehemaliger|"
    "seinerzeit|früher als|vergangenheit|jüngster zeit|letzter zeit|jüngerer zeit|"
    "der letzten zeit|jener zeit|früheren zeiten"
)
_PRESENT_WORDS = (
    "jetzt|derzeit|derzeitige|derzeitigen|derzeitiger|zurzeit|zur zeit|momentan|momentanen|momentane|gegenwärtig|"
    "gegenwärtigen|gegenwärtige|gegenwart|heutzutage|heutige|heutigen|heutiger|heutiges|aktuell|im moment|im augenblick|"
    "dieser zeit|diesen tagen|bis dato"
)
_FUTURE_WORDS = (
    "zukunft|künftig|künftige|künftigen|künftiger|künftiges|zukünftig|zukünftige|zukünftigen|zukünftiger|demnächst|bald|"
    "in kürze|in bälde|der kommenden phase|der kommenden zeit|der nächsten zeit|nächster zeit|absehbarer zeit|fortan"
)
_VAGUE = each(_PAST_WORDS, "PAST_REF", "|") | each(_PRESENT_WORDS, "PRESENT_REF", "|") | each(
    _FUTURE_WORDS, "FUTURE_REF", "|")  # fmt: skip

_NOT_A_YEAR = (
    r"(?!(?:\s?(?:bis|oder|und|-|–) ?[0-9.]{1,7})?\s?(?:Euro|€|\$|Dollar|Franken|Mark|Lire|Prozent|%|[kcm]?m[²³]?\b|km|kg|Liter|Hektar|Tonnen|Meter|Metern|Quadrat\w*|"
    r"Kubik\w*|Kilo\w*|Höhen\w*|Menschen|Personen|Besucher\w*|Zuschauer\w*|Teilnehmer\w*|Einwohner\w*|Mitglieder\w*|Stück|"
    r"Mal\b|Stunden|Jahre\w*|Tage\w*|Minuten|Arbeitsplätze\w*|Betriebe\w*|Haushalte\w*|Schüler\w*|Kinder\w*|Stimmen|"
    r"Unterschriften|Fahrzeuge\w*|Soldaten|Flüchtlinge\w*|Patienten|Fälle\w*|Grad|Watt|PS\b|Uhr|Millionen|Milliarden|"
    r"Mitarbeiter\w*|Beschäftigte\w*|Seiten|Zimmer|Betten|Plätze\w*|Punkte\w*|Einsätze\w*|Studenten|Studierende\w*)|[.,:]?\d|/\d\d(?!\d))"
)
_JOINT = r"\s{0,2}(?:,|und|bis|oder|/|-|–|sowie|auf)\s{0,2}(?:(?:am|vom|zum|den)\s{1,2})?"
_TIME = r"[0-9]{1,2}(?:[.:][0-9]{2})?"

_SLOTS = {
    "weekday": Slot(_WEEKDAYS | _SHORT_DAYS),
    "weekdays": Slot({f"{day}s": number for day, number in _WEEKDAYS.items()}),
    "weekday_part": Slot({day + part: f"{number} {code}" for day, number in _WEEKDAYS.items()
                          for part, code in _PARTS.items()}),
    "month": Slot(_MONTHS), "day": Slot(digits="(?:0?[1-9]|[12][0-9]|3[01])"),
    "month_number": Slot(digits="(?:0?[1-9]|1[0-2])"), "year": Slot(digits="(?:1[0-9]|20|21)[0-9]{2}"),
    "short_year": Slot(digits="(?:(?:1[0-9]|20|21)[0-9]{2}|[0-9]{2})"),
    "days": Slot(digits=rf"(?:[0-9]{{1,2}}\.?{_JOINT}){{1,9}}", open=True),
    "number": Slot(_NUMBERS | _VAGUE_NUMBERS | each("ein eine einem einen einer eines", 1),
                   digits=r"[0-9]{1,4}(?:[.,][0-9]{1,3})?"),
    "many": Slot(_NUMBERS | _VAGUE_NUMBERS, digits=r"[0-9]{1,4}(?:[.,][0-9]{1,3})?"),
    "ordinal": Slot(_ORDINALS), "ordinal_number": Slot(digits="[0-9]{1,2}"),
    "article": Slot(each("der die das den dem des", 0)), "relative": Slot(_RELATIVE), "years_off": Slot(_YEARS_OFF),
    "today": Slot({"heutige": 0, "heutigen": 0, "gestrigen": -1, "gestrige": -1, "morgigen": 1, "morgige": 1}),
    "unit": Slot(_UNIT | _ONE), "plural": Slot(_PLURAL),
    "units": Slot(_UNIT | _PLURAL | _ONE | each("jahre std", "Y")),
    "offset": Slot({"heute": 0, "gestern": -1, "morgen": 1, "vorgestern": -2, "übermorgen": 2}),
    "part": Slot(_PARTS), "in": Slot({"in": 1}),
    "part_habit": Slot({"morgens": "AM", "früh": "AM", "vormittags": "AM", "nachmittags": "PM", "abends": "PM",
                        "nachts": "AM"}),
    "the_part": Slot({f"{lead} {part}": code for part, code in _PARTS.items() if part != "früh"
                      for lead in ("der", "dieser", "den") if part == "nacht"}
                     | {f"am {part}": code for part, code in _PARTS.items() if part not in ("früh", "nacht")}),
    "edge": Slot(each("anfang mitte ende", 0)), "of_period": Slot(
        each("des jahres|jahresbeginn|jahresanfang|jahresende|jahreswechsel|jahresmitte", "Y", "|")
        | each("des monats|monatsende|monatsbeginn", "M", "|") | each("der woche|wochenbeginn|wochenmitte", "W", "|")),
    "season": Slot(_SEASONS), "holiday": Slot(_HOLIDAYS), "of_year": Slot({"Q": "Q"} | each("quartal quartals", "Q") | each(
        "jahreshälfte halbjahr halbjahres", "H")),
    "half": Slot(each("erste ersten", 1) | each("zweite zweiten", 2)),
    "decade": Slot(digits="(?:1[0-9]|20)?[0-9]0(?=er)", open=True), "decade_word": Slot({
        f"{name}iger": ten for name, ten in zip(
            "zwanz dreiß vierz fünfz sechz siebz achtz neunz".split(), range(20, 100, 10), strict=True)}),
    "this_year": Slot({"heuer": 0, "vorjahr": -1, "vorjahres": -1}),
    "neighbour": Slot({"vortag": "-1 D", "vortages": "-1 D", "vorwoche": "-1 W", "vormonat": "-1 M", "folgetag": "1 D", "folgejahr": "1 Y",
                       "vorabend": "-1 D", "tags darauf": "1 D", "tags zuvor": "-1 D", "darauffolgenden tag": "1 D",
                       "darauffolgenden jahr": "1 Y", "folgenden tag": "1 D", "folgenden jahr": "1 Y", "nächsten tag": "1 D",
                       "tag davor": "-1 D", "vorvorjahr": "-2 Y"}),
    "side": Slot(each("später darauf danach", 1) | each("zuvor davor vorher früher", -1)),
    "same": Slot(each("desselben|des selben|des gleichen|demselben|derselben|selben|gleichen", 0, "|")),
    "ago": Slot({"vor": -1}), "every": Slot(each("jeden jede jeder jedes jedem", 1)), "all": Slot({"alle": 1}),
    "often": Slot(_OFTEN), "lasting": Slot(_LASTING), "compound": Slot(_COMPOUND), "vague": Slot(_VAGUE),
    "per": Slot(each("pro|im|je|in der|am|einmal im|einmal pro|zweimal im|zweimal pro|einmal in der|zweimal in der|einmal am|"
                     "zweimal am|mehrmals im|mehrmals pro|mehrmals am|dreimal pro|dreimal im", 1, "|")),
    "since": Slot(each("seit vor nach über", 0)), "at": Slot(each("um gegen ab", 0)), "time": Slot(digits=_TIME),
    "times": Slot(digits=rf"(?:{_TIME}(?:\sUhr)?{_JOINT}){{1,6}}", open=True), "each": Slot(each("jeweils beispielsweise täglich", 0)),
    "former": Slot({"ex": "PAST_REF"}), "lasting_as": Slot({f"{stem}ig{ending}": unit for stem, unit in _STEM_UNITS.items()
                                                              for ending in _ENDINGS}),
    "moment": Slot({"mitternacht": "24:00"}),
    "year_cue": Slot(each("jahr jahre jahres jahren anno", 0)), "term": Slot(each("saison spielzeit jahrgang schuljahr amtsperiode legislaturperiode amtszeit", "XXXX-XX-XX")),
    "until": Slot({"bis": 0}), "now": Slot({"heute": "PRESENT_REF"}),
    "age": Slot(each("ab|mit|alter von|unter", 0, "|")),
    "approximate": Slot(each("rund etwa circa ca gut knapp fast genau mindestens über", 0)),
}  # fmt: skip

_RULES = (
    Rule(r"{weekday!},?(?: (?:den|dem))? {day}\. {month!}\.?,? {year}", calendar.full_date),
    Rule(r"{weekday!},?(?: (?:den|dem))? {day}\.\s?{month_number:month}\.\s?{short_year:year}", calendar.full_date),
    Rule(r"{day}\.\s?{month!}\.?,? {year}", calendar.full_date),
    Rule(r"{day}\.\s?{month_number:month}\.\s?{short_year:year}(?![.\d])", calendar.full_date),
    Rule(r"{year}-{month_number:month}-{day}", calendar.full_date),
    Rule(r"{days}{day}\.\s?{month!}\.?(?: {year})?", calendar.day_list),
    Rule(r"{weekday!},?(?: (?:den|dem))? {day}\.\s?{month!}", calendar.day_month),
    Rule(r"{day}\.\s?{month!}", calendar.day_month),
    Rule(r"{day}\.\s?{month!} {years_off:relative}(?: Jahres)?", calendar.month_of_year),
    Rule(r"(?:{edge} )?{month!} (?:des Jahres )?{year}" + _NOT_A_YEAR, calendar.month_year),
    Rule(r"{month:first!} (?:bis|und|bis Ende|bis Mitte) {month!} {year}", calendar.month_pair),
    Rule(r"(?:{edge} )?{month!}", calendar.month),
    Rule(r"(?:{edge} )?{month!} {years_off:relative}(?: Jahres)?", calendar.month_of_year),
    Rule(r"{edge} {year}" + _NOT_A_YEAR, calendar.year),
    Rule(r"{edge} {of_period:unit}", calendar.edge_of_period),
    Rule(r"{of_period:unit!}", calendar.edge_of_period),
    Rule(r"{edge} {relative} {unit!}", relative.relative_unit),
    Rule(r"{edge} {years_off:relative} (?P<of_year>Jahres)", calendar.edge_of_year),
    Rule(r"(?:{relative} )?{weekday!}(?:[\s-]{part!})?", calendar.weekday),
    Rule(r"(?:{relative} )?{weekday_part!}", calendar.weekday_part),
    Rule(r"{today:offset} {weekday!}", relative.day_offset),
    Rule(r"{today:offset} Tag", relative.day_offset),
    Rule(r"{year}" + _NOT_A_YEAR, calendar.bare_year),
    Rule(r"{year_cue!} {year}", calendar.year),
    Rule(r"{article} {term:vague!} [0-9]{4}(?:[/-][0-9]{2,4})?", relative.vague),
    Rule(r"{term:vague!} [0-9]{4}(?:[/-][0-9]{2,4})?", relative.vague),
    Rule(r"{offset}(?: {part!})?", relative.day_offset),
    Rule(r"{offset~}(?: {part})?(?! als)", relative.day_offset),
    Rule(r"(?:{article} )?{relative} (?:{unit!}|{season!})", relative.relative_unit),
    Rule(r"{this_year:relative}", relative.relative_year),
    Rule(r"{unit!}", relative.bare_weekend),
    Rule(r"(?:{article} )?(?:{relative} )?{ordinal} {of_year:unit!}(?: {year})?", calendar.part_of_year),
    Rule(r"(?:{relative} )?{season!}(?: {year})?", calendar.season),
    Rule(r"{holiday!}(?: {year})?", calendar.holiday),
    Rule(r"(?:{article} )?{decade}er(?:[\s-]Jahren?)", calendar.decade),
    Rule(r"(?:{article} )?{decade_word:decade}(?:[\s-]?Jahren?)", calendar.decade),
    Rule(r"(?:{edge} )?(?:{article} )?(?:{half} Hälfte des )?{ordinal_number:ordinal}\. Jahrhunderts?", calendar.century),
    Rule(r"{neighbour}", relative.named_neighbour),
    Rule(r"{number} {units:unit!} {side}", relative.neighbour),
    Rule(r"{unit!} {side}", relative.neighbour),
    Rule(r"{same} {unit!}", relative.same_period),
    Rule(r"{ago} (?:(?:rund|etwa|circa|gut|knapp|fast|genau|mehr als|ziemlich genau|über) ){number} {units:unit!}", relative.distance_back),
    Rule(r"{ago} {number} {units:unit!}", relative.distance_back),
    Rule(r"{in} {number} {units:unit!}(?! Haft)", relative.distance_ahead),
    Rule(r"(?:{approximate} )?{number} (?:[a-zäöü]{3,14}en? )?{units:unit!}(?! (?:alt|jung|jünger|älter)\b)", length.duration),
    Rule(r"(?:{article} )?{relative} (?:{many:number} )?{plural:unit!}", length.span),
    Rule(r"{since} {plural:unit!}", length.vague_since),
    Rule(r"{age} {many} {plural!}(?! (?:Haft|Gefängnis|lang|Verspätung|Vorsprung))", relative.skip_age),
    Rule(r"{many} {plural!} (?:alt|jung|jünger|älter)\w{0,3}", relative.skip),
    Rule(r"{lasting:unit}", length.vague_duration),
    Rule(r"{compound:length}", length.compound),
    Rule(r"{many:number}-{lasting_as:unit~}", length.duration),
    Rule(r"{many:low} (?:bis|oder|statt|und) {many:number} {plural:unit!}(?! (?:alt|jung|jünger|älter)\b)", length.duration_pair),
    Rule(r"{former:vague}(?=-)", relative.vague),
    Rule(r"{often}", length.adverb_set),
    Rule(r"{every} (?:{ordinal} )?{weekday!}", calendar.weekday_set),
    Rule(r"{every} (?:{ordinal} |{relative} )?{weekday!} im {unit!}", length.repeated),
    Rule(r"{every} {weekday_part!}", calendar.weekday_part_set),
    Rule(r"{weekdays}", calendar.weekday_set),
    Rule(r"{every} {unit!}", length.repeated),
    Rule(r"{all} {many:number} {plural:unit!}", length.repeated),
    Rule(r"{per} {unit!}", length.per_unit),
    Rule(r"{time} Uhr(?: {part_habit:half})?", clock.clock),
    Rule(r"{time} Uhr(?= am {weekday!})", clock.clock),
    Rule(r"{each} (?:von |um |ab |bis )?{time} Uhr", clock.clock),
    Rule(r"{each} (?:von |um |ab |bis )?{times}{time} Uhr", clock.clock_list),
    Rule(r"{times}{time} Uhr", clock.clock_list),
    Rule(r"{at} {time}(?<=[.:]\d\d)(?!\s?(?:Prozent|%|Euro|Meter|Uhr|Mi|Sek|Kilo|km|bis)|[.,:]\d)", clock.clock),
    Rule(r"{the_part:part}(?! (?:auf|zum|zu|vom|von) )", clock.part_of_day),
    Rule(r"{moment!}", clock.noon),
    Rule(r"{until} {now:vague}(?! (?:Abend|Morgen|Nacht|früh))", relative.vague),
    Rule(r"{now:vague}(?= noch| immer noch| nicht mehr)", relative.vague),
    Rule(r"{vague}", relative.vague),
    Rule(r"{article} {vague}", relative.vague),
)  # fmt: skip

_VERBS = Verbs(
    tense=each("hat haben habe hätte hätten hätte ist sind sei seien bin", PERFECT)
    | each(
        "war waren wurde wurden hatte hatten kam kamen ging gingen gab gaben sprach sprachen traf trafen starb starben fand "
        "fanden stand standen nahm nahmen hielt hielten rief riefen schrieb schrieben blieb blieben stieg stiegen fiel fielen "
        "begann begannen gewann gewannen verlor verloren zog zogen trat traten lag lagen ließ ließen lief liefen bat baten sah "
        "sahen schlug schlugen brach brachen fuhr fuhren flog flogen schoss schloss schlossen bot boten wies sank sanken wuchs "
        "wuchsen trug trugen hieß hießen betrug entschied entschieden erhielt erhielten empfing lud luden unterschrieb "
        "geschah brachte brachten wusste musste mussten konnte konnten verließ warf griff griffen erschien verschwand wollte "
        "wollten durfte durften ergab",
        PAST,
    )
    | each(
        "wird werden werde soll sollen will wollen findet finden stattfindet stattfinden trifft beginnt beginnen startet "
        "starten reist reisen kommt kommen lädt laden tagt tritt treten fährt fliegt empfängt öffnet folgt steht stehen geht "
        "gehen endet enden erscheint gastiert spielt spielen entscheidet läuft laufen dreht geplant vorgesehen angesetzt "
        "erwartet anberaumt bevorsteht ansteht bevor gedenkt feiert feiern wählt wählen stimmt "
        "bevorstehenden bevorstehende kommenden",
        FUTURE,
    )
    | each(
        "heute erste ersten letzte letzten zweite zweiten dritte dritten vierten gute guten alte alten rechte rechten weite "
        "weiten leichte leichten späten breite roten rote meisten bekannte bekannten geplante geplanten nächste nächsten seite "
        "seiten leute zeiten bitte mitte sollte sollten könnte könnten möchte möchten müsste dürfte dürften würde würden kann "
        "können muss müssen unten hinten harten harte konkrete konkreten verletzte verletzten gesamte gesamten bereiten "
        "vorbereiten arbeiten leisten kosten leiten bieten warten",
        PRESENT,
    ),
    suffixes=((re.compile(r"(?!ge)[a-zäöüß]{2,20}(?<!s)(?:te|ten)"), PAST),),
    participle=re.compile(
        r"(?:[a-zäöüß]{0,8}ge[a-zäöüß]{2,14}(?:t|en)|[a-zäöüß]{2,14}iert|[a-zäöüß]{0,6}(?:be|er|ver|ent|zer)[a-zäöüß]{2,14}(?:t|en))"
    ),
    present=re.compile(r"(?!.*(?:chen|ungen|eren)$)[a-zäöüß]{2,16}t"),
    verb_second=True,
)

_PREPOSITIONS = {
    "seit": "since", "ab": "since", "von": "since", "vor": "before", "nach": "after", "bis": "until", "zwischen": "between",
    "und": "joint", **dict.fromkeys("am an im in".split(), "plain"),
    **dict.fromkeys("der die das dem den des zum zur jahr jahre jahres monat vom kurz bereits erst".split(), "article"),
}  # fmt: skip

GERMAN = Language("de", _SLOTS, _RULES, _VERBS, _PREPOSITIONS)
