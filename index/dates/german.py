"""German: word lists, rules and verbs (also Austrian and South Tyrolean words: Jänner, Feber, heuer, Samstag)."""

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

_WEEKDAYS = numbered("montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag")
_SHORT_DAYS = numbered("mo. di. mi. do. fr. sa. so.")
_MONTHS = numbered(
    "januar/jänner/jan. februar/feber/feb. märz april/apr. mai juni juli august/aug. september/sept./sep. oktober/okt. "
    "november/nov. dezember/dez."
)
_NUMBERS = numbered(
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn "
    "neunzehn zwanzig",
    2,
) | words(
    "2: beide, beiden; 30: dreißig; 40: vierzig; 50: fünfzig; 60: sechzig; 70: siebzig; 80: achtzig; 90: neunzig; "
    "100: hundert; 1000: tausend; 1.5: eineinhalb, anderthalb; 2.5: zweieinhalb; 3.5: dreieinhalb"
)
_SOME = words("""
    X: einige, einigen, einiger, mehrere, mehreren, mehrerer, wenige, wenigen, weniger, viele, vielen, vieler, paar,
    etliche, etlichen, lange, langen, langer, unzählige, unzähligen, hunderte, tausende""")
_ORDINAL_STEMS = numbered("erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt")
_ORDINALS = {stem + end: number for stem, number in _ORDINAL_STEMS.items() for end in ("e", "en", "er", "es")}
_PARTS = words("MO: morgen, früh, vormittag; MI: mittag; AF: nachmittag; EV: abend; NI: nacht")
_RELATIVE_STEMS = words("""
    -1: letzt, vergangen, vorig, verflossen, abgelaufen; 0: dies, laufend, heurig; 1: kommend, nächst; -2: vorletzt,
    vorvergangen; 2: übernächst""")
_RELATIVE = {stem + end: meaning for stem, meaning in _RELATIVE_STEMS.items() for end in ("e", "en", "er", "es", "em")}
_YEARS_OFF = words("""-1: des vorigen, des vergangenen, des letzten, vorigen, vergangenen, letzten, des vorjahres;
    0: dieses, des laufenden, des heurigen, heurigen, laufenden; 1: nächsten, kommenden, des nächsten, des kommenden;
    same: desselben, des selben, des gleichen, selben, gleichen, jenes""")
_UNIT = words("""Y: jahr, jahres, kalenderjahr; M: monat, monats; W: woche; D: tag, tages; WE: wochenende, wochenendes;
    Q: quartal, quartals; H: halbjahr, halbjahres; E: jahrzehnt, jahrzehnts; C: jahrhundert, jahrhunderts""")
_PLURAL = words("""
    Y: jahre, jahren; M: monate, monaten; W: wochen; D: tage, tagen, arbeitstage, arbeitstagen; TH: stunden; TM:
    minuten; TS: sekunden; E: jahrzehnte, jahrzehnten; C: jahrhunderte, jahrhunderten; WE: wochenenden; Q: quartale,
    quartalen""")
_ONE = words("TH: stunde; TM: minute; TS: sekunde")
_STEMS = words("Y: jähr; M: monat; W: wöch; D: täg; TH: stünd; TM: minüt")
_ENDINGS = ("", "e", "en", "er", "es", "em")
_OFTEN_STEMS = words("""D: täglich, alltäglich; W: wöchentlich; M: monatlich; Y: jährlich, alljährlich; TH: stündlich;
    Q: vierteljährlich; H: halbjährlich""")
_LASTING_STEMS = words(
    "Y: jahre; M: monate; W: wochen; D: tage; TH: stunden; TM: minuten; E: jahrzehnte; C: jahrhunderte"
)
_COMPOUND: dict[str, Meaning] = {
    f"{number}{stem}ig{ending}": f"{meaning} {unit}"
    for number, meaning in (_NUMBERS | {"ein": 1, "mehr": "X", "lang": "X"}).items()
    for stem, unit in _STEMS.items()
    for ending in _ENDINGS[1:]
}
_SEASONS = words("""SP: frühling, frühlings, frühjahr, frühjahrs; SU: sommer, sommers, sommermonate;
    FA: herbst, herbsts, herbstes; WI: winter, winters""")
_HOLIDAYS = words("""
    12-25: weihnachten; 12-24: heiligabend, heiliger abend, heiligen abend, heilige abend; 12-26: stephanstag; 12-31:
    silvester; 01-01: neujahr, neujahrstag; 01-06: dreikönigstag; 11-01: allerheiligen; 11-02: allerseelen; 12-06:
    nikolaustag; 08-15: mariä himmelfahrt; E-48: rosenmontag; E-46: aschermittwoch; E-7: palmsonntag; E-3:
    gründonnerstag; E-2: karfreitag; E-1: karsamstag; E+0: ostern, ostersonntag; E+1: ostermontag; E+39: christi
    himmelfahrt; E+49: pfingsten, pfingstsonntag; E+50: pfingstmontag; E+60: fronleichnam; 10-03: tag der deutschen
    einheit; 10-31: reformationstag; 05-01: tag der arbeit""")
_VAGUE_STEMS = words("""PAST_REF: damalig, einstig, ehemalig; PRESENT_REF: derzeitig, momentan, gegenwärtig, heutig;
    FUTURE_REF: künftig, zukünftig""")
_VAGUE = {stem + end: meaning for stem, meaning in _VAGUE_STEMS.items() for end in _ENDINGS} | words("""
    PAST_REF: kürzlich, unlängst, neulich, jüngst, vor kurzem, vor kurzer zeit, vor langem, vor längerem, damals, einst,
    vor langer zeit, vor einiger zeit, ehemals, seinerzeit, jüngster zeit, letzter zeit, jüngerer zeit,
    jener zeit, der letzten zeit;
    PRESENT_REF: jetzt, derzeit, zurzeit, zur zeit, heutzutage, aktuell, im moment, im augenblick, dieser zeit,
    diesen tagen, bis dato;
    FUTURE_REF: demnächst, bald, in kürze, in bälde, der kommenden phase, der kommenden zeit, der nächsten zeit,
    nächster zeit, absehbarer zeit, fortan""")
# Words after a number that make it a number of things, not a year.
_THINGS = r"""
    Euro € \$ Dollar Franken Mark Lire Prozent % [kcm]?m[²³]?\b km kg Liter Hektar Tonnen Meter Metern Quadrat\w*
    Kubik\w* Kilo\w* Höhen\w* Menschen Personen Besucher\w* Zuschauer\w* Teilnehmer\w* Einwohner\w* Mitglieder\w*
    Stück Mal\b Stunden Jahre\w* Tage\w* Minuten Arbeitsplätze\w* Betriebe\w* Haushalte\w* Schüler\w* Kinder\w*
    Stimmen Unterschriften Fahrzeuge\w* Soldaten Flüchtlinge\w* Patienten Fälle\w* Grad Watt PS\b Uhr Millionen
    Milliarden Mitarbeiter\w* Beschäftigte\w* Seiten Zimmer Betten Plätze\w* Punkte\w* Einsätze\w* Studenten
    Studierende\w* im\sJahr\b"""
_NOT_A_YEAR = not_a_year(_THINGS, "bis oder und - –")
_JOINT = r"\s{0,2}(?:,\s{0,2}und|,|und|bis|oder|/|-|–|sowie|auf)\s{0,2}(?:(?:am|vom|zum|den)\s{1,2})?"
_TIME = r"[0-9]{1,2}(?:[.:][0-9]{2})?"

_DIGITS = r"[0-9]{1,4}(?:[.,][0-9]{1,3})?"

_SLOTS = {
    "weekday": Slot(_WEEKDAYS | _SHORT_DAYS),
    "weekdays": Slot({f"{day}s": number for day, number in _WEEKDAYS.items()}),
    "weekday_part": Slot(
        {f"{day}{part}": f"{n} {code}" for day, n in _WEEKDAYS.items() for part, code in _PARTS.items()}
    ),
    "month": Slot(_MONTHS),
    "day": Slot(digits="(?:0?[1-9]|[12][0-9]|3[01])"),
    "day_cue": Slot(words("0: am, vom, zum, bis, dem, ab")),
    "month_number": Slot(digits="(?:0?[1-9]|1[0-2])"),
    "year": Slot(digits="(?:1[0-9]|20|21)[0-9]{2}"),
    "short_year": Slot(digits="(?:(?:1[0-9]|20|21)[0-9]{2}|[0-9]{2})"),
    "days": Slot(digits=rf"(?:[0-9]{{1,2}}\.?{_JOINT}){{1,9}}", open=True),
    "number": Slot(_NUMBERS | _SOME | words("1: ein, eine, einem, einen, einer, eines"), digits=_DIGITS),
    "many": Slot(_NUMBERS | _SOME, digits=_DIGITS),
    "ordinal": Slot(_ORDINALS),
    "ordinal_number": Slot(digits="[0-9]{1,2}"),
    "article": Slot(words("0: der, die, das, den, dem, des")),
    "relative": Slot(_RELATIVE),
    "years_off": Slot(_YEARS_OFF),
    "today": Slot(words("0: heutige, heutigen; -1: gestrigen, gestrige; 1: morgigen, morgige")),
    "unit": Slot(_UNIT | _ONE),
    "plural": Slot(_PLURAL),
    "units": Slot(_UNIT | _PLURAL | _ONE),
    "offset": Slot(words("0: heute; -1: gestern; 1: morgen; -2: vorgestern; 2: übermorgen")),
    "until": Slot(words("0: bis")),
    "now": Slot(words("PRESENT_REF: heute")),
    "part": Slot(_PARTS),
    "part_habit": Slot(words("AM: morgens, früh, vormittags, nachts; PM: nachmittags, abends")),
    "the_part": Slot(
        words("""NI: der nacht, dieser nacht; MO: am morgen, am frühen morgen, am vormittag; MI: am mittag;
        AF: am nachmittag; EV: am abend, am späten abend""")
    ),
    "edge": Slot(words("0: anfang, mitte, ende")),
    "of_period": Slot(
        words("""Y: des jahres, jahresbeginn, jahresanfang, jahresende, jahreswechsel, jahresmitte;
        M: des monats, monatsende, monatsbeginn; W: der woche, wochenbeginn, wochenmitte""")
    ),
    "season": Slot(_SEASONS),
    "holiday": Slot(_HOLIDAYS),
    "of_year": Slot(words("Q: quartal, quartals; H: jahreshälfte, halbjahr, halbjahres")),
    "half_year": Slot(words("H: hälfte")),
    "decade": Slot(digits="(?:1[0-9]|20)?[0-9]0(?=er)", open=True),
    "decade_word": Slot(
        words("""20: zwanziger; 30: dreißiger; 40: vierziger; 50: fünfziger; 60: sechziger; 70: siebziger;
        80: achtziger; 90: neunziger""")
    ),
    "this_year": Slot(words("0: heuer; -1: vorjahr, vorjahres")),
    "neighbour": Slot(
        words("""-1 D: vortag, vortages, vorabend, tags zuvor, tag davor; -1 W: vorwoche; -1 M: vormonat;
        1 D: folgetag, tags darauf, darauffolgenden tag, folgenden tag, nächsten tag;
        1 Y: folgejahr, darauffolgenden jahr, folgenden jahr; -2 Y: vorvorjahr""")
    ),
    "side": Slot(words("1: später, darauf, danach; -1: zuvor, davor, vorher, früher")),
    "same": Slot(words("0: desselben, des selben, des gleichen, demselben, derselben, selben, gleichen")),
    "ago": Slot(words("-1: vor")),
    "in": Slot(words("1: in")),
    "every": Slot(words("1: jeden, jede, jeder, jedes, jedem, alle")),
    "often": Slot({stem + ending: unit for stem, unit in _OFTEN_STEMS.items() for ending in _ENDINGS}),
    "lasting": Slot({f"{stem}lang{ending}": unit for stem, unit in _LASTING_STEMS.items() for ending in _ENDINGS}),
    "lasting_as": Slot({f"{stem}ig{ending}": unit for stem, unit in _STEMS.items() for ending in _ENDINGS}),
    "compound": Slot(_COMPOUND),
    "vague": Slot(_VAGUE),
    "era": Slot(words("PAST_REF: vergangenheit; PRESENT_REF: gegenwart; FUTURE_REF: zukunft")),
    "former": Slot(words("PAST_REF: ex")),
    "per": Slot(
        words("""0: im, am, in der; 1: pro, je, einmal im, einmal pro, zweimal im, zweimal pro, einmal in der,
        zweimal in der, einmal am, zweimal am, mehrmals im, mehrmals pro, mehrmals am, dreimal pro, dreimal im""")
    ),
    "amount": Slot(words("0: euro, franken, dollar, mal, stunden, tage")),
    "since": Slot(words("0: seit, vor, nach, über")),
    "at": Slot(words("0: um, gegen, ab")),
    "each": Slot(words("0: jeweils, beispielsweise, täglich, wochentags")),
    "time": Slot(digits=_TIME),
    "times": Slot(digits=rf"(?:{_TIME}(?:\sUhr)?{_JOINT}){{1,6}}", open=True),
    "moment": Slot({"mitternacht": "24:00"}),
    "year_cue": Slot(words("0: jahr, jahre, jahres, jahren, anno")),
    "term": Slot(words("""XXXX-XX-XX: saison, spielzeit, schuljahr, amtsperiode, legislaturperiode, amtszeit""")),
    "age": Slot(words("0: ab, mit, alter von, unter")),
    "approximate": Slot(words("0: rund, etwa, circa, ca, gut, knapp, fast, genau, mindestens, über")),
}

_NO_AGE = r"(?! (?:alt|jung|jünger|älter)\b)"
_RULES = (
    Rule(r"{weekday!},?(?: (?:den|dem))? {day}\. {month!}\.?,? {year}", days.full_date),
    Rule(r"{weekday!},?(?: (?:den|dem))? {day}\.\s?{month_number:month}\.\s?{short_year:year}", days.full_date),
    Rule(r"{day}\.\s?{month!}\.?,? {year}", days.full_date),
    Rule(r"{day}\.\s?{month_number:month}\.\s?{short_year:year}(?![.\d])", days.full_date),
    Rule(r"{year}-{month_number:month}-{day}", days.full_date),
    Rule(r"{days}{day}\.\s?{month!}(?:\.? {year})?", days.day_list),
    Rule(r"{weekday!},?(?: (?:den|dem))? {day}\.\s?{month!}", days.day_month),
    Rule(r"{day}\.\s?{month!}", days.day_month),
    Rule(r"{day_cue} {day}\.{month_number:month}\.(?![\d.])", days.day_after_cue),
    Rule(r"{day}\.\s?{month!} {years_off:relative}(?: Jahres)?", months.month_of_year),
    Rule(r"(?:{edge} )?{month!} (?:des Jahres )?{year}" + _NOT_A_YEAR, months.month_year),
    Rule(r"{month:first!} (?:bis|und|bis Ende|bis Mitte) {month!} {year}", months.month_pair),
    Rule(r"(?:{edge} )?{month!}", months.month),
    Rule(r"{relative} {month!}", months.relative_month),
    Rule(r"(?:{article} )?{relative} Jahr im {month!}", months.month_of_year),
    Rule(r"{weekday!} {relative} Woche", days.weekday_of_week),
    Rule(r"{relative} Woche {weekday!}", days.weekday_of_week),
    Rule(r"(?:{edge} )?{month!} {years_off:relative}(?: Jahres)?", months.month_of_year),
    Rule(r"{edge} (?:des Jahres )?{year}" + _NOT_A_YEAR, years.year),
    Rule(r"{edge} {of_period:unit}", years.edge_of_period),
    Rule(r"{of_period:unit!}", years.edge_of_period),
    Rule(r"{edge} {relative} {unit!}", relative.relative_unit),
    Rule(r"(?:{relative} )?{weekday!}(?:[\s-]{part!})?", days.weekday),
    Rule(r"(?:{relative} )?{weekday_part!}", days.weekday_part),
    Rule(r"{today:offset} (?:{weekday!}|Tag)", relative.day_offset),
    Rule(r"{year}" + _NOT_A_YEAR, years.bare_year),
    Rule(r"{year_cue!} {year}", years.year),
    Rule(r"{article} {term:vague!} [0-9]{4}[/-][0-9]{2,4}", relative.vague),
    Rule(r"{term:vague!} [0-9]{4}[/-][0-9]{2,4}", relative.vague),
    Rule(r"{offset}(?: {part!})?", relative.day_offset),
    Rule(r"{offset~}(?: {part})?(?! als)", relative.day_offset),
    Rule(r"(?:{article} )?{relative} (?:{unit!}|{season!})", relative.relative_unit),
    Rule(r"{this_year:relative}", relative.relative_year),
    Rule(r"{unit!}", relative.bare_weekend),
    Rule(r"(?:{article} )?(?:{relative} )?{ordinal} {of_year:unit!}(?: {year})?", years.part_of_year),
    Rule(r"(?:{article} )?{ordinal} {half_year:unit!} (?:von |des Jahres )?{year}", years.part_of_year),
    Rule(r"(?:{relative} )?{season!}(?: {year})?(?!-[A-ZÄÖÜ])", years.season),
    Rule(r"{holiday!}(?: {year})?(?!-[A-ZÄÖÜ])", days.holiday),
    Rule(r"(?:{article} )?{decade}er(?:[\s-]Jahren?)", years.decade),
    Rule(r"(?:{article} )?{decade_word:decade}(?:[\s-]?Jahren?)", years.decade),
    Rule(r"(?:{article} )?(?:{ordinal:half} Hälfte des )?{ordinal_number:ordinal}\. Jahrhunderts?", years.century),
    Rule(r"{neighbour}", relative.named_neighbour),
    Rule(r"{number} {units:unit!} {side}(?! als)", relative.neighbour),
    Rule(r"{unit!} {side}", relative.neighbour),
    Rule(r"{same} {unit!}", relative.same_period),
    Rule(r"{ago} (?:{approximate}|mehr als|ziemlich genau) {number} {units:unit!}", relative.distance_back),
    Rule(r"{ago} {number} {units:unit!}", relative.distance_back),
    Rule(r"{in} {number} {units:unit!}(?! Haft)", relative.distance_ahead),
    Rule(r"(?:{approximate} )?{number} (?:[a-zäöü]{3,14}en? )?{units:unit!}" + _NO_AGE, length.duration),
    Rule(r"(?:{article} )?{relative} (?:{many:number} )?{plural:unit!}", length.span_or_future),
    Rule(r"(?:{article} )?{ordinal} {many:number} {plural:unit!}", length.span),
    Rule(r"{since} {plural:unit!}", length.vague_since),
    Rule(r"{age} {many} {plural!}(?! (?:Haft|Gefängnis|lang|Verspätung|Vorsprung))", relative.skip_age),
    Rule(r"{many} {plural!} (?:alt|jung|jünger|älter)\w{0,3}", relative.skip),
    Rule(r"{lasting:unit}", length.vague_duration),
    Rule(r"{compound:length}", length.compound),
    Rule(r"{many:number}-{lasting_as:unit~}", length.hyphenated),
    Rule(r"{many:low} (?:bis|oder|statt|und) {many:number} {plural:unit!}" + _NO_AGE, length.duration_pair),
    Rule(r"{former:vague}(?=-)", relative.vague),
    Rule(r"{often}", length.adverb_set),
    Rule(r"{every} (?:{ordinal} )?{weekday!}", days.weekday_set),
    Rule(r"{every} (?:{ordinal} |{relative} )?{weekday!} im {unit!}", length.repeated),
    Rule(r"{every} {weekday_part!}", days.weekday_part_set),
    Rule(r"{weekdays:weekday}", days.weekday_set),
    Rule(r"{every} {unit!}", length.repeated),
    Rule(r"{every} {many:number} {plural:unit!}", length.repeated),
    Rule(r"{per} {unit!}(?! [0-9])", length.per_unit),
    Rule(r"{time} Uhr(?: {part_habit:half})?", clock.clock),
    Rule(r"{time} Uhr(?= am {weekday!})", clock.clock),
    Rule(r"{each} (?:von |um |ab |bis )?{time} Uhr", clock.clock),
    Rule(r"{each} (?:von |um |ab |bis )?{times}{time} Uhr", clock.clock_list),
    Rule(r"{times}{time} Uhr", clock.clock_list),
    Rule(r"{at} {time}(?<=[.:]\d\d)(?!\s?(?:Prozent|%|Euro|Meter|Uhr|Mi|Sek|Kilo|km|bis)|[.,:]\d)", clock.clock),
    Rule(r"{the_part:part}(?! (?:auf|zum|zu|vom|von) )", clock.part_of_day),
    Rule(r"{the_part:part} des {day}\. {month!}(?: {year})?", clock.part_of_named_day),
    Rule(r"{moment!}", clock.noon),
    Rule(r"{until} {now:vague}(?! (?:Abend|Morgen|Nacht|früh))", relative.vague),
    Rule(r"{now:vague}(?= noch| immer noch| nicht mehr)", relative.vague),
    Rule(r"{in} (?:{article} )?(?:näherer |naher |jüngerer |jüngsten |nächsten )?{era:vague!}", relative.era),
    Rule(r"{vague}", relative.vague),
)  # fmt: skip

_DETERMINERS = words("""0: der, die, das, den, dem, des, ein, eine, einen, einem, einer, eines, von, mit, für, im, am,
    zum, zur, in, an, auf, bei, vom, aus, ihre, ihren, ihrer, seine, seinen, seiner, keine, alle, diese, dieser""")
_VERBS = Verbs(
    tense=roles("""
        perfect: hat, haben, habe, hätte, hätten, hätte, ist, sind, sei, seien, bin;
        past: war, waren, wurde, wurden, hatte, hatten, kam, kamen, ging, gingen, gab, gaben, sprach, sprachen, traf,
        trafen, starb, starben, fand, fanden, stand, standen, nahm, nahmen, hielt, hielten, rief, riefen, schrieb,
        schrieben, blieb, blieben, stieg, stiegen, fiel, fielen, begann, begannen, gewann, gewannen, verlor,
        verloren, zog, zogen, trat, traten, lag, lagen, ließ, ließen, lief, liefen, bat, baten, sah, sahen, brach,
        brachen, fuhr, fuhren, flog, flogen, schloss, schlossen, bot, boten, sank, sanken, wuchs, wuchsen, trug,
        trugen, betrug, entschied, entschieden, erhielt, erhielten, empfing, lud, luden, unterschrieb, geschah,
        brachte, brachten, wusste, musste, mussten, konnte, konnten, verließ, warf, griff, griffen, erschien, wollte,
        wollten, durfte, durften, ergab;
        future: erwarten, würde, würden, kann, können, muss, müssen, wird, werden, werde, soll, sollen, will, wollen,
        findet, finden, stattfindet, stattfinden, trifft, beginnt, beginnen, startet, starten, reist, reisen, kommt,
        kommen, lädt, laden, tagt, tritt, treten, fährt, fliegt, empfängt, öffnet, folgt, steht, stehen, geht, gehen,
        endet, enden, erscheint, gastiert, spielt, spielen, entscheidet, läuft, laufen, dreht, geplant, vorgesehen,
        angesetzt, erwartet, anberaumt, bevorsteht, ansteht, bevor, gedenkt, feiert, feiern, wählt, wählen, stimmt,
        bevorstehenden, bevorstehende, kommenden;
        present: heute, erste, ersten, letzte, letzten, zweite, zweiten, dritte, dritten, gute, guten, alte, alten,
        meisten, nächste, nächsten, seite, seiten, leute, zeiten, bitte, mitte, sollte, sollten, könnte, könnten,
        möchte, möchten, müsste, dürfte, dürften, unten, hinten, bereiten, vorbereiten, arbeiten, leisten, kosten,
        leiten, bieten, warten"""),
    suffixes=((re.compile(r"(?!ge)[a-zäöüß]{2,20}(?<!s)(?:te|ten)"), PAST),),
    participle=re.compile(
        r"(?:[a-zäöüß]{0,8}ge[a-zäöüß]{2,14}(?:t|en)|[a-zäöüß]{2,14}iert|[a-zäöüß]{0,6}(?:be|er|ver|ent|zer)[a-zäöüß]{2,14}(?:t|en))"
    ),
    present=re.compile(r"(?!.*(?:chen|ungen|eren)$)[a-zäöüß]{2,16}t"),
    verb_second=True,
    looks_back=("seit",),
    looks_ahead=("bis",),
    determiners=_DETERMINERS,
)

_PREPOSITIONS = roles("""
    since: seit, ab, von; before: vor; after: nach; until: bis; between: zwischen; joint: und; plain: am, an, im, in;
    article: der, die, das, dem, den, des, zum, zur, jahr, jahre, jahres, monat, vom, kurz, bereits, erst""")

GERMAN = Language("de", _SLOTS, _RULES, _VERBS, _PREPOSITIONS)
