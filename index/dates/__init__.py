"""Time expressions in news text, resolved against the article: TIMEX3 values and the days they cover."""

from index.dates.expression import RULES_VERSION, TimeExpression
from index.dates.languages import SUPPORTED_LANGUAGES
from index.dates.published import published_date
from index.dates.question import question_range
from index.dates.tagger import tag
from index.dates.tense import tense
from index.dates.values import interval

__all__ = [
    "RULES_VERSION",
    "SUPPORTED_LANGUAGES",
    "TimeExpression",
    "interval",
    "published_date",
    "question_range",
    "tag",
    "tense",
]
