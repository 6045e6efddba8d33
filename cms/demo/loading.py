"""Makes the pages of the demo site, each in its languages."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import override

from wagtail.models import Locale, Page, Site

from cms.demo import (
    about,
    channels,
    forum,
    home,
    news,
    participate,
    programmes,
    working_models,
)
from cms.demo.entry import Entry
from cms.models import ForumPage, HomePage, Organisation
from participation.actions.setup import create_roles, install_channel
from participation.models import Channel
from workflows.models import Procedure, Unit

NAMES = {
    "fi": "Keski-Järven hyvinvointialue",
    "sv": "Keski-Järvi välfärdsområde",
    "en": "Wellbeing Services County of Keski-Järvi",
}


def is_loaded() -> bool:
    """Tell whether a site stands already; it is never loaded over one."""
    return bool(HomePage.objects.exists())


def entries() -> Iterable[Entry]:
    """Yield every page, parents first, in the order of the menu."""
    for family in (home, participate, forum, programmes, working_models, news, about):
        yield from family.ENTRIES
    yield from channels.ENTRIES


@transaction.atomic
def load_site(*, at: datetime, hostname: str, port: int) -> None:
    """
    Make the demo site with its channels, roles and organisation.

    :param at: the moment from which its meetings and news are dated
    """
    create_roles()
    unit, _ = Unit.objects.get_or_create(
        key="participation", defaults={"name": "Osallisuus ja järjestöyhteistyö"}
    )
    opened = _open_channels(unit=unit, at=at)
    made: dict[tuple[str, str], Page] = {}
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    for entry in entries():
        _make(entry, made=made, locales=locales, opened=opened, at=at)
    _invite_to_next_meeting(made, at=at)
    _open_site(made, hostname=hostname, port=port)


def _open_channels(*, unit: Unit, at: datetime) -> dict[str, Channel]:
    """Install every channel that a page hosts, and return them by key."""
    keys = dict.fromkeys(entry.channel for entry in entries() if entry.channel)
    opened = {key: install_channel(key=key, unit=unit, by=None, at=at) for key in keys}
    for key, facts in channels.openings(at).items():
        Procedure.objects.filter(key=key).update(**facts)
    return opened


def _make(
    entry: Entry,
    *,
    made: dict[tuple[str, str], Page],
    locales: Mapping[str, Locale],
    opened: Mapping[str, Channel],
    at: datetime,
) -> None:
    key = uuid.uuid4()
    for language, words in entry.words.items():
        facts = {**entry.facts(at), **words, **entry.dated(language, at)}
        if entry.channel:
            facts["channel"] = opened[entry.channel]
        page = entry.model(
            locale=locales[language],
            translation_key=key,
            show_in_menus=entry.in_menu,
            **facts,
        )
        for relation, rows in entry.rows(language, at).items():
            setattr(page, relation, list(rows))
        parent = (
            made[entry.parent, language] if entry.parent else Page.get_first_root_node()
        )
        with override(language):
            parent.add_child(instance=page)
            page.save_revision().publish()
        made[entry.key, language] = page


def _invite_to_next_meeting(
    made: Mapping[tuple[str, str], Page], *, at: datetime
) -> None:
    """Lead from the meeting that comes next to its registration, in each language."""
    for (key, language), page in made.items():
        if key != "forum" or not isinstance(page, ForumPage):
            continue
        meeting = min(
            (one for one in page.sessions.all() if one.starts_at > at),
            key=lambda one: one.starts_at,
        )
        meeting.registration_page = made["registration", language]
        meeting.remote_url = ""  # sent to those who have a place
        meeting.registration_closes_at = channels.openings(at)["forum_registration"][
            "closes_at"
        ]
        page.save_revision().publish()


def _open_site(
    made: Mapping[tuple[str, str], Page], *, hostname: str, port: int
) -> None:
    Site.objects.filter(is_default_site=True).delete()
    site = Site.objects.create(
        hostname=hostname,
        port=port,
        site_name=NAMES["fi"],
        root_page=made["home", "fi"],
        is_default_site=True,
    )
    # The welcome page that Wagtail's own migration makes.
    Page.objects.filter(depth=2, slug="home").delete()
    Organisation.objects.create(
        site=site,
        name_fi=NAMES["fi"],
        name_sv=NAMES["sv"],
        name_en=NAMES["en"],
        email="osallisuus@example.org",
        address="Rantatie 1\n00000 Keski-Järvi",
        accessibility_page=made["accessibility", "fi"],
        feedback_page=made["feedback", "fi"],
        privacy_page=made["privacy", "fi"],
    )
