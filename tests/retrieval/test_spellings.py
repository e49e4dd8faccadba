"""Names of a question in the spelling of the other language."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bot import Bot
from index.sounds import distance, sound_alike, sound_keys, sounds
from index.words import fold, words
from retrieval.places import are_different_places, codes_in
from retrieval.question import Query, analyse_question
from retrieval.spellings import TextVocabulary, compounds, missing_names, spellings
from tests.archives import filled_bot

#: English spelling; a German sentence with the German one.
PERSONS = [
    ("Brezhnev", "Breschnew empfing ihn im Georgssaal."),
    ("Yeltsin", "Jelzin stieg auf den Panzer."),
    ("Yushchenko", "Juschtschenko erkrankte im Herbst."),
    ("Saakashvili", "Saakaschwili kehrte aus Kiew zurück."),
    ("Tymoshenko", "Timoschenko blieb in Haft."),
    ("Shostakovich", "Schostakowitschs Siebte erklang."),
    ("Sakharov", "Der Physiker Sacharow wurde verbannt."),
    ("Nemtsov", "Nemzow sprach auf der Brücke."),
    ("Dzhokhar Dudayev", "Dschochar Dudajew rief die Republik aus."),
    ("Nazarbayev", "Nasarbajew trat zurück."),
    ("Pashinyan", "Der Armenier Paschinjan gewann."),
    ("Ivanishvili", "Iwanischwili zog die Fäden."),
    ("Rafsanjani", "Rafsandschani leitete den Rat."),
    ("Walesa", "Elektriker Wałęsa führte den Streik."),
    ("Ban Ki Moon", "UN-Chef Ban Ki-mun warb um Geduld."),
    ("Ri Son Gwon", "Minister Ri Sun-kwon reiste ab."),
    ("Chiang Kai-shek", "Tschiang Kai-schek floh auf die Insel."),
    ("Tsipras", "Zipras verhandelte die Nacht durch."),
    ("Mohammed Mossadegh", "Muhammad Mosaddegh wurde gestürzt."),
    ("Zhirinovsky", "Schirinowski pöbelte im Parlament."),
]
PLACES = [
    ("Warsaw", "Der Zug nach Warschau hielt."),
    ("Vienna", "Die Wiener Verhandlungen stocken."),
    ("Prague", "In Prag demonstrierten Tausende."),
    ("Lisbon", "Lissabons Bürgermeister trat ab."),
    ("Naples", "Bei Neapel bebte die Erde."),
    ("Tbilisi", "In Tiflis wurde gewählt."),
    ("Cape Town", "In Kapstadt wurde das Wasser knapp."),
    ("The Hague", "Das Gericht in Den Haag vertagte sich."),
    ("Mecca", "Pilger zogen nach Mekka."),
    ("Zhytomyr", "In Schytomyr heulten die Sirenen."),
    ("Kazan", "Der Gipfel in Kasan endete."),
    ("Nuremberg", "Die Nürnberger Messe öffnete."),
]
COUNTRIES = [
    ("Hungary", "Ungarn stimmte dagegen."),
    ("Croatia", "Kroatiens Küste brannte."),
    ("New Zealand", "Neuseeland schloss die Grenze."),
    ("Switzerland", "Die Schweiz blieb neutral."),
    ("Lebanon", "Die libanesische Armee rückte ein."),
    ("Saudi Arabia", "Saudi-Arabien senkte die Förderung."),
    ("Cambodia", "In Kambodscha stieg der Fluss."),
    ("Egypt", "Die ägyptische Regierung vermittelte."),
    ("Sweden", "Schwedische Schiffe suchten die Bucht ab."),
    ("Syrian", "Die syrischen Truppen zogen ab."),
    ("United Kingdom", "Das Vereinigte Königreich trat aus."),
    ("Norway", "Norwegens König dankte."),
]
#: A name, and a text that names another one only.
OTHERS = [
    ("Merkel", "Frau Merkle leitete die Schule."),
    ("Merkle", "Merkel regierte lange."),
    ("Iran", "Der Irak lieferte Öl."),
    ("Iraq", "Der Iran lieferte Öl."),
    ("Austria", "Australien gewann das Turnier."),
    ("Australia", "Österreich gewann das Turnier."),
    ("Niger", "Nigeria wählte, die nigerianische Armee blieb ruhig."),
    ("Nigeria", "Niger wies die Truppen aus."),
    ("Slovakia", "Die slowenische Küste, Sloweniens Häfen."),
    ("Slovenia", "Die Slowakei, slowakische Wälder."),
    ("Mali", "Malta nahm die Boote auf."),
    ("Malta", "Malis Wüste wächst."),
    ("Kim Jong Un", "Kim Yo-jong drohte dem Süden."),
    ("Kim Jong Un", "Kim Jong-il regierte vor ihm."),
    ("Li Peng", "Lin Biao stürzte ab."),
    ("Merz", "Im März beginnt der Frühling."),
    ("Weber", "Weger schoss das Tor."),
    ("Wales", "Lech Walesa führte den Streik."),
    ("Harris", "Der Horus von Edfu."),
    ("Guinea", "Guyana fördert Öl."),
    ("Paris", "Parisi malte die Decke."),
    ("North Korea", "Südkorea übte mit den Nachbarn."),
]


def ask(question: str) -> Query:
    return analyse_question(question, languages=("de", "en"), as_of=datetime.date(2026, 1, 1))


def is_held(query: Query, text: str) -> bool:
    listed = words(text)
    spelt = spellings(query, TextVocabulary(listed)).named(listed)
    return all(word in spelt for name in query.names for word in words(name))


@pytest.mark.parametrize(("name", "text"), PERSONS + PLACES + COUNTRIES)
def test_an_english_name_is_found_in_german(name: str, text: str) -> None:
    query = ask(f"What is known about {name}?")
    assert query.names
    assert is_held(query, text)
    assert missing_names(query, words(text)) == []


#: A German name with another one's English spelling, or its own in an English text.
BACK = [
    ("Breschnew", "Brezhnev received him."),
    ("Juschtschenko", "Mr Yushchenko fell ill."),
    ("Schirinowski", "Zhirinovsky shouted."),
    ("Dschochar Dudajew", "Dzhokhar Dudayev declared it."),
    ("Rafsandschani", "Rafsanjani led the council."),
    ("Warschau", "The Warsaw talks failed."),
    ("Lissabon", "Lisbon's mayor resigned."),
    ("Nürnberg", "The Nuremberg fair opened."),
    ("Kasan", "The summit in Kazan ended."),
    ("Neuseeland", "New Zealand closed its border."),
    ("Norwegen", "The Norwegian king gave thanks."),
    ("Kroatien", "Croatian firemen came."),
    ("Kambodscha", "In Cambodia the river rose."),
    ("Ägypten", "Egyptian mediators arrived."),
]


@pytest.mark.parametrize(("name", "text"), BACK)
def test_a_german_name_is_found_in_english(name: str, text: str) -> None:
    query = ask(f"Was weiß man über {name}?")
    assert query.names
    assert is_held(query, text)
    assert missing_names(query, words(text)) == []


@pytest.mark.parametrize(("name", "text"), OTHERS)
def test_another_name_is_not_taken_for_it(name: str, text: str) -> None:
    query = ask(f"What is known about {name}?")
    assert query.names
    assert not is_held(query, text)
    assert missing_names(query, words(text))


def test_a_name_begins_a_compound_but_not_just_any_word() -> None:
    vocabulary = TextVocabulary(["kremlchef", "kremls", "kremlin", "chef", "trumpf", "kremlx"])
    assert sorted(compounds("kreml", vocabulary)) == ["kremlchef", "kremls"]
    assert compounds("trump", vocabulary) == []


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüßłøñ", min_size=2, max_size=12))
def test_a_word_sounds_like_itself(word: str) -> None:
    folded = fold(word)
    assert distance(sounds(folded), sounds(folded), most=1.0) == 0
    assert not sound_keys(folded) or sound_alike(folded, folded)


@given(
    st.text(alphabet="abcdeghijklmnorstuvwxyz", max_size=12), st.text(alphabet="abcdeghijklmnorstuvwxyz", max_size=12)
)
def test_sounding_alike_goes_both_ways(one: str, other: str) -> None:
    there, back = distance(sounds(one), sounds(other), most=3), distance(sounds(other), sounds(one), most=3)
    assert min(there, 4) == pytest.approx(min(back, 4)) or (there > 3 and back > 3)


def test_the_longest_name_of_a_country_counts() -> None:
    assert codes_in(["nigerianische"]) == {"NG"}
    assert codes_in(words("die Demokratische Republik Kongo")) == {"CD"}
    assert are_different_places("niger", "nigerias")
    assert not are_different_places("russisch", "russland")


ARTICLES = [
    {
        "id": "besuch",
        "language": "de",
        "published_at": "2025-03-04",
        "title": "Gespräche in der Hauptstadt",
        "text": "Am Montag empfing Präsident Alijew den Kasachen Tokajew in Baku. Kremlchef und Gäste sprachen danach"
        " in Tiflis über die Bahn. Die Chefdiplomatin Tschö Sun-hui sagte ab.",
    },
    {
        "id": "visit",
        "language": "en",
        "published_at": "2025-05-06",
        "title": "A long night in the capital",
        "text": "On Tuesday Yushchenko flew to Warsaw. The Hungarian delegation had left Prague the day before."
        " Reporters waited at the gate until midnight.",
    },
    *(
        {
            "id": f"other-{number}",
            "language": "de" if number % 2 else "en",
            "published_at": "2025-04-01",
            "title": f"Report {number}",
            "text": f"Im Hafen lagen {number} Schiffe. Am Freitag besuchte der Minister die Werft und den Rat."
            if number % 2
            else f"The harbour held {number} ships. On Friday the minister visited the yard and met the council.",
        }
        for number in range(2, 26)
    ),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("spellings")
    source = folder / "articles.jsonl"
    source.write_text("\n".join(json.dumps(each) for each in ARTICLES), "utf-8")
    with filled_bot(folder / "home", source) as bot:
        yield bot


@pytest.mark.parametrize(
    ("question", "article", "sentence"),
    [
        ("When did Aliyev receive Tokayev?", "besuch", "Alijew"),
        ("What was said in Tbilisi?", "besuch", "Tiflis"),
        ("Wann flog Juschtschenko nach Warschau?", "visit", "Yushchenko"),
        ("Wann verließ die Delegation aus Ungarn Prag?", "visit", "Hungarian"),
    ],
)
def test_a_question_finds_the_article_that_writes_the_name_otherwise(
    archive: Bot, question: str, article: str, sentence: str
) -> None:
    best = archive.search(question)[0]
    assert best.article.id == article
    assert sentence in best.sentence.text
    assert best.coverage > 0


def test_an_answer_is_given_in_spite_of_the_spelling(archive: Bot) -> None:
    answer = archive.ask("When did Aliyev receive Tokayev?")
    assert answer.citations and "Alijew" in answer.citations[0].quote
    assert "3 March 2025" in answer.text
    assert not archive.ask("When did Aliyeva marry Nemtsov?").citations
