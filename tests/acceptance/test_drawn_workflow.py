"""A workflow drawn in the admin alone, put on an existing form, and run to its end."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.acceptance.drawing import Editor
from tests.acceptance.drawn_run import DrawnRun
from tests.acceptance.people import Staff, check_accessibility
from tests.acceptance.site import Site
from tests.drawn_workflow import DRAWN, STAGES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.process,
    pytest.mark.xdist_group("site"),
]

REGISTRARS, REVIEWERS = "Kirjaajat", "Käsittelijät"
APPROVERS, PUBLISHERS = "Hyväksyjät", "Julkaisijat"


def draw(editor: Editor) -> None:
    """Draw a branch, a review by two of three, a wait and two deadlines."""
    desk, branch, reviews, decision, waiting, end = STAGES.values()
    editor.begin("Katulupa")
    editor.stage("user", desk, REGISTRARS)
    editor.stage("cogs", branch)
    parallel = editor.stage("group", reviews)
    for letter, role in zip("ABC", (REVIEWERS, APPROVERS, PUBLISHERS), strict=True):
        task = editor.add("tasks", "", inside=parallel)
        editor.say(f"{task}-label", f"Lausunto {letter}")
        editor.choose(f"{task}-role", role)
    editor.page.locator(f"[name='{parallel}-quorum']").select_option("2")
    editor.stage("user", decision, REVIEWERS)
    editor.stage("time", waiting)
    editor.stage("check", end)
    editor.choose("spec-start", desk)
    editor.transition("user", "Ota tutkittavaksi", desk, branch, [REGISTRARS])
    guarded = editor.transition("cogs", "Lausuntoja tarvitaan", branch, reviews)
    editor.condition(
        guarded,
        "Mihin palveluun tai teemaan aloite liittyy?",
        "Terveysasemat ja suun terveydenhuolto",
    )
    editor.transition("cogs", "Ei lausuntoja", branch, decision)
    given = editor.transition(
        "user", "Anna lausunto", reviews, "", [REVIEWERS, APPROVERS, PUBLISHERS]
    )
    editor.page.locator(f"[name='{given}-completes_task']").check()
    editor.transition("cogs", "Lausunnot koossa", reviews, decision)
    editor.transition("user", "Kysy lähettäjältä", decision, waiting, [REVIEWERS])
    editor.transition("edit", "Vastaa kysymykseen", waiting, decision)
    editor.transition("user", "Ratkaise", decision, end, [REVIEWERS])
    whole = [desk, branch, reviews, decision, waiting]
    editor.deadline("Käsittelyaika", 3, "month", whole, "statutory")
    editor.deadline("Vastausaika", 10, "working_day", [waiting], "service")


def test_a_workflow_is_drawn_and_run_by_the_screens_alone(
    site: Site, browser: Browser
) -> None:
    context = browser.new_context(locale="fi", viewport={"width": 1280, "height": 900})
    page = Staff(context, site, "administrator").page
    editor = Editor(page, site.address)

    draw(editor)
    said = editor.publish()

    expect(said).to_contain_text("Katulupa")
    check_accessibility(page)
    page.get_by_role("link", name="Katulupa", exact=True).first.click()
    found = re.search(r"/edit/(\d+)/", page.url)
    assert found is not None
    exported = page.request.get(
        site.url(f"/admin/definitions/workflows/export/{found[1]}/?version=1")
    )
    assert exported.json() == DRAWN

    editor.open_channel(
        key="katulupa",
        form="Asukkaan aloite",
        workflow="Katulupa",
        unit="Osallisuus ja järjestöyhteistyö",
    )
    editor.publish_page(
        under="Osallistu ja vaikuta",
        title="Katulupa",
        channel="Asukkaan aloite (katulupa)",
    )
    run = DrawnRun(site, browser)
    desk, _, reviews, decision, waiting, end = STAGES.values()

    run.stands_at(desk)
    run.act("registrar", "Ota tutkittavaksi")
    run.stands_at(reviews)
    run.act("reviewer", "Anna lausunto")
    run.cannot("reviewer", "Anna lausunto")
    run.act("publisher", "Anna lausunto")
    run.stands_at(decision)
    run.cannot("approver", "Anna lausunto")
    run.act("reviewer", "Kysy lähettäjältä")
    run.stands_at(waiting)
    run.answer("Vastaa kysymykseen")
    run.stands_at(decision)
    run.act("reviewer", "Ratkaise")
    run.stands_at(end)
