"""What public holidays are called."""

from datetime import date
from functools import lru_cache

from holidays import PUBLIC, country_holidays

#: the library's names of the languages
_LANGUAGES = {"fi": "fi", "sv": "sv_FI", "en": "en_US"}


def name_of_day_off(day: date, language: str) -> str:
    """
    Return the name of the public holiday, for instance "Midsummer Eve".

    A Saturday or Sunday that is nothing else, and any other day, have none.
    """
    return _holiday_names(day.year, language.partition("-")[0]).get(day, "")


@lru_cache(maxsize=64)
def _holiday_names(year: int, language: str) -> dict[date, str]:
    spoken = _LANGUAGES.get(language, "en_US")
    return dict(
        country_holidays("FI", years=year, categories=(PUBLIC,), language=spoken)
    )
