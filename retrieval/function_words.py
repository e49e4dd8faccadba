"""Words that carry grammar rather than content, and words that ask, for German and English."""

from __future__ import annotations

#: Folded forms (see index.words.fold). Only what a question is full of and a search must not look for.
FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "de": frozenset(
        """
        aber alle allem allen aller alles als also am an ans auch auf aus bei beim bin bis bist da dabei damit dann das
        dass dem den denn der des dessen deren die dies diese diesem diesen dieser dieses doch dort du durch ein eine
        einem einen einer eines er es etwa etwas euch fur gab geben gibt habe haben hat hatte hatten hier ich ihm ihn
        ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes kann kein keine konnen konnte man
        mehr mein mich mir mit muss nach nicht noch nun nur ob oder ohne schon sehr sei sein seine seinem seinen seiner
        seit sich sie sind so soll sollen sollte uber um und uns unter vom von vor war waren was wegen weil welche
        welchem welchen welcher welches wem wen wenn wer werden wessen wie wieder wieso wieviel will wir wird wo wofur
        woher wohin womit worden wurde wurden wann warum zu zum zur zwischen
        """.split()
    ),
    "en": frozenset(
        """
        a about after all also am an and any are as at be been before being but by can could did do does doing for from
        had has have having he her hers him his how i if in into is it its many may me more most much must my no not of
        on or our out over she should since so some such than that the their them then there these they this those to
        under until up us was we were what when where which while who whom whose why will with would you your
        """.split()
    ),
}
#: Those of all languages.
GRAMMAR = frozenset[str]().union(*FUNCTION_WORDS.values())
