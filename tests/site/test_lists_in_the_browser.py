"""Lists and forms in a real browser: ticks that stay, beside the official state, and files that the import takes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from playbookgen import pipeline
from playbookgen.model.assessment import ENABLER_AREAS
from playbookgen.model.result import BuildRequest
from playbookgen.pipeline.imports import import_answers
from support.lists import AS_OF, HOSTILE, READERS_DAY, build_lists
from support.sites import served

pytestmark = pytest.mark.browser

COMMITMENT = "pikkula/leadership/commitment/"
ASSESSMENT = "pikkula/current-state/assessment/"
FEEDBACK = "pikkula/my-work/feedback/"
DENY_STORAGE = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError') }})"


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    base = tmp_path_factory.getbasetemp()
    return build_lists((base if worker_id == "master" else base.parent) / "lists")


@pytest.fixture(scope="module")
def site(lists: Path) -> Iterator[str]:
    with served(lists / "site") as found:
        yield found


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens a page as a new reader would, on READERS_DAY; whatever goes wrong in the page fails the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def refuse(dialog: Dialog) -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    def open_page(address: str, *, script: str = "", **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", refuse)
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.clock.set_fixed_time(f"{READERS_DAY}T12:00:00")
        page.goto(f"{site}{address}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def _box(page: Page, item: str) -> Any:
    return page.locator(f"[data-pb-item={item}]")


def _saved(page: Page, form: str) -> tuple[str, dict[str, Any]]:
    with page.expect_download() as waiting:
        page.locator(f"[data-pb-form={form}] .pb-button--main").click()
    download = waiting.value
    content = json.loads(Path(download.path()).read_text(encoding="utf-8"))
    return download.suggested_filename, content


def test_a_tick_stays_in_every_language_and_under_another_text(reader: Callable[..., Page], site: str) -> None:
    page = reader(COMMITMENT)
    _box(page, "floor_visit").check()
    expect(page.locator(".pb-checklist__count")).to_have_text("1 of 10 done")
    text = page.locator("label[for=leadership-floor_visit]").inner_text()

    def edited(route: Any) -> None:
        answer = route.fetch()
        assert text in answer.text()
        route.fulfill(response=answer, body=answer.text().replace(text, "Go and sit with an adviser."))

    page.route("**/pikkula/leadership/commitment/", edited)
    page.reload()
    expect(page.locator("label[for=leadership-floor_visit]")).to_have_text("Go and sit with an adviser.")
    expect(_box(page, "floor_visit")).to_be_checked()
    page.goto(f"{site}pikkula/fi/leadership/commitment/")
    expect(_box(page, "floor_visit")).to_be_checked()
    page.goto(f"{site}naapuri/leadership/commitment/")
    expect(_box(page, "floor_visit")).not_to_be_checked()


def test_the_official_state_stands_beside_the_tick_and_is_not_touched(reader: Callable[..., Page]) -> None:
    page = reader(COMMITMENT)
    item = page.locator("li").filter(has=page.locator("#leadership-floor_visit"))
    before = item.locator("#leadership-floor_visit-facts").inner_text()
    assert "officially last done 12 Oct 2026" in before
    _box(page, "floor_visit").check()
    expect(item.locator(".pb-tick")).to_contain_text("Ticked by you today, not yet recorded")
    item.locator(".pb-tick input").fill("2026-10-20")
    expect(item.locator(".pb-tick")).to_contain_text("Ticked by you for 20 Oct 2026, not yet recorded")
    item.locator(".pb-tick input").fill("2026-10-31")
    expect(page.locator(".pb-handover [role=status]")).to_contain_text("not in the future")
    page.reload()
    expect(item.locator(".pb-tick")).to_contain_text("20 Oct 2026")
    assert item.locator("#leadership-floor_visit-facts").inner_text() == before
    # What the YAML records by now, or an earlier day, is no longer waiting.
    page.evaluate("localStorage.setItem('pb:pikkula:leadership:floor_visit', JSON.stringify({v: 1, on: '2026-10-12'}))")
    page.reload()
    expect(_box(page, "floor_visit")).not_to_be_checked()
    expect(page.locator(".pb-tick")).to_have_count(0)


def test_cleared_ticks_come_back_with_their_days(reader: Callable[..., Page]) -> None:
    page = reader(COMMITMENT)
    _box(page, "floor_visit").check()
    page.locator(".pb-tick input").fill("2026-10-20")
    page.get_by_role("button", name="Clear ticks").click()
    expect(page.locator(".pb-checklist__count")).to_have_text("0 of 10 done")
    assert page.evaluate("localStorage.getItem('pb:pikkula:leadership:floor_visit')") is None
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".pb-tick")).to_contain_text("20 Oct 2026")
    page.reload()
    expect(_box(page, "floor_visit")).to_be_checked()


def test_lists_and_forms_work_with_storage_denied(reader: Callable[..., Page], site: str) -> None:
    page = reader(COMMITMENT, script=DENY_STORAGE)
    _box(page, "floor_visit").check()
    expect(page.locator(".pb-checklist__note")).to_contain_text("does not keep ticks")
    page.get_by_role("button", name="Clear ticks").click()
    page.get_by_role("button", name="Undo").click()
    assert [entry["item"] for entry in _saved(page, "done")[1]["done"]] == ["floor_visit"]
    page.goto(f"{site}{FEEDBACK}")
    page.locator("#say-text").fill("Menu 3 is one too many.")
    expect(page.locator("form [role=status]")).to_contain_text("This browser keeps nothing")
    assert _saved(page, "feedback")[1]["feedback"][0]["text"] == "Menu 3 is one too many."


def test_a_morning_start_begins_anew_each_day(reader: Callable[..., Page]) -> None:
    page = reader("pikkula/supervisors/toolkit/")
    _box(page, "step_1").check()
    page.reload()
    expect(_box(page, "step_1")).to_be_checked()
    page.clock.set_fixed_time("2026-10-31T07:00:00")
    page.reload()
    expect(_box(page, "step_1")).not_to_be_checked()


@pytest.mark.parametrize(
    ("address", "item"),
    [("learning/first-90-days/", "listening"), ("leadership/steering-meeting/", "story"), ("leadership/steering-meeting/", "step_1")],
)
def test_the_other_lists_keep_their_ticks(reader: Callable[..., Page], address: str, item: str) -> None:
    page = reader(f"pikkula/{address}")
    _box(page, item).check()
    page.reload()
    expect(_box(page, item)).to_be_checked()


def test_a_list_is_copied_as_markdown_in_which_texts_stay_texts(reader: Callable[..., Page]) -> None:
    page = reader("naapuri/leadership/commitment/", permissions=["clipboard-read", "clipboard-write"])
    _box(page, "own_act").check()
    page.get_by_role("button", name="Copy as text").click()
    expect(page.locator(".pb-checklist__note")).to_have_text("Copied")
    copied: str = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("## The promises\n\n### ")
    assert copied.count("- [ ] ") == 10
    assert '- [x] "\\>\\<img src=x onerror=alert(1)\\>' in copied
    assert "\\*\\*bold\\*\\* \\[a\\](b) \\{\\{ 7\\*7 \\}\\}" in copied


def test_without_the_clipboard_the_text_is_laid_open(reader: Callable[..., Page]) -> None:
    script = "Object.defineProperty(navigator, 'clipboard', {value: undefined}); Document.prototype.execCommand = () => false"
    page = reader(COMMITMENT, script=script)
    page.get_by_role("button", name="Copy as text").click()
    opened = page.get_by_role("textbox", name="Copy as text")
    expect(opened).to_be_focused()
    assert opened.input_value().startswith("## The promises")


def test_hostile_names_stay_text(reader: Callable[..., Page], site: str) -> None:
    page = reader("naapuri/leadership/commitment/")
    _box(page, "own_act").check()
    assert page.locator("label[for=leadership-own_act]").inner_text() == HOSTILE
    for address in ("learning/first-90-days/", "current-state/assessment/", "my-work/feedback/", "leadership/steering-meeting/"):
        page.goto(f"{site}naapuri/{address}")
        assert page.locator("article img, article script, article [onerror], article [onclick]").count() == 0
        assert HOSTILE in page.locator("article").inner_text()


def _fill_by_keyboard(page: Page, points: list[int]) -> None:
    """Tab from field to field and choose by the keys, as somebody without a mouse does."""
    page.locator("#own-leadership-direction-planned").focus()
    for point in points:
        for _ in range(point // 5 + 1):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")


def test_the_assessment_is_filled_by_keyboard_kept_and_saved(reader: Callable[..., Page]) -> None:
    page = reader(ASSESSMENT)
    _fill_by_keyboard(page, [60, 40, 55, 30, *[20] * 16, 45])
    assert page.evaluate("document.activeElement.textContent") == "Save as a file"
    row = page.locator("[data-pb-area=leadership_direction]")
    expect(row.locator("output")).to_have_text("45 points, level 2 Systematic")
    assert row.locator("[data-pb-bar]").get_attribute("width") == "144"
    expect(page.locator(".pb-form__own circle")).to_have_count(6)
    assert len(str(page.locator(".pb-form__own polygon").get_attribute("points")).split()) == 6
    page.reload()
    expect(row.locator("output")).to_have_text("45 points, level 2 Systematic")
    with page.expect_download() as waiting:
        page.locator("[data-pb-form=assessment] .pb-button--main").focus()
        page.keyboard.press("Enter")
    content = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert waiting.value.suggested_filename == f"answers-pikkula-{READERS_DAY}.json"
    assert content["assessment"]["scores"] == {"results": 45}
    assert list(content["assessment"]["attributes"]) == list(ENABLER_AREAS)
    assert content["assessment"]["attributes"]["leadership_direction"] == {"planned": 60, "deployed": 40, "measured": 55, "improved": 30}
    # A correction is the same answer; after a reset it is another one.
    assert _saved(page, "assessment")[1]["answer"] == content["answer"]
    page.get_by_role("button", name="Clear the form").click()
    expect(row.locator("output")).to_have_text("No score yet")
    page.get_by_role("button", name="Undo").click()
    expect(row.locator("output")).to_have_text("45 points, level 2 Systematic")
    assert _saved(page, "assessment")[1]["answer"] != content["answer"]


def test_an_empty_or_half_filled_form_says_what_is_missing(reader: Callable[..., Page], site: str) -> None:
    page = reader(ASSESSMENT, viewport={"width": 390, "height": 800})
    page.locator("#own-people-planned").select_option("50")
    page.locator("[data-pb-form=assessment] .pb-button--main").click()
    expect(page.locator("form [role=status]")).to_contain_text("Nothing to save yet")
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    page.locator("#own-results").select_option("40")
    assert _saved(page, "assessment")[1]["assessment"] == {"scores": {"results": 40}, "attributes": {}}
    expect(page.locator("form [role=status]")).to_contain_text("not all four questions are answered: 1")
    page.goto(f"{site}{FEEDBACK}")
    page.locator("#say-text").fill("Write <b>this</b>")
    page.locator("[data-pb-form=feedback] .pb-button--main").click()
    expect(page.locator("form [role=status]")).to_contain_text("less-than sign")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_forms_without_scripts_are_tables_to_print(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for address in (ASSESSMENT, FEEDBACK):
        page.goto(f"{site}{address}")
        expect(page.locator("form.pb-form")).to_be_hidden()
        expect(page.locator(".pb-paper")).to_be_visible()
    page.goto(f"{site}{COMMITMENT}")
    expect(page.locator(".pb-handover")).to_be_hidden()
    expect(_box(page, "floor_visit")).to_be_visible()
    context.close()


def test_the_import_takes_what_three_readers_save(reader: Callable[..., Page], site: str, lists: Path, tmp_path: Path) -> None:
    files: list[str] = []

    def keep(page: Page, form: str) -> None:
        path = tmp_path / f"{len(files)}.json"
        path.write_text(json.dumps(_saved(page, form)[1]), encoding="utf-8")
        files.append(str(path))

    for number, point in enumerate(("40", "50", "60")):
        page = reader(ASSESSMENT if number else ASSESSMENT.replace("pikkula/", "pikkula/fi/"))
        for part in ("planned", "deployed", "measured", "improved"):
            page.locator(f"#own-people-{part}").select_option(point)
        page.locator("#own-results").select_option(point)
        keep(page, "assessment")
    page = reader(COMMITMENT)
    for item in ("floor_visit", "plan_adjusted", "setbacks_told_openly"):
        _box(page, item).check()
    keep(page, "done")
    page.goto(f"{site}{FEEDBACK}")
    page.locator("#say-text").fill("Menu 3\u200b is\none too many 👩🏽‍💻.")
    page.locator("#say-topic").select_option(index=1)
    page.locator("#say-source").select_option("customer")
    keep(page, "feedback")

    result = import_answers(lists, files, today=AS_OF)
    assert (result.refused, result.broken) == ((), ())
    assert result.merge is not None
    assert {outcome.item: str(outcome.on) for outcome in result.merge.done} == dict.fromkeys(
        ("floor_visit", "plan_adjusted", "setbacks_told_openly"), READERS_DAY
    )
    assert result.merge.round is not None
    assert (result.merge.round.people, dict(result.merge.round.scores)) == (3, {"people": 50, "results": 50})
    assert len(result.merge.feedback) == 1
    said = yaml.safe_load(result.files[0].after)["feedback"]["items"][0]
    assert (said["text"], said["source"]) == ("Menu 3 is one too many 👩🏽‍💻.", "customer")
    _the_difference_holds_nothing_else(lists, result.files[0].after)
    _the_rebuilt_site_shows_it(result.files[0].after, tmp_path)


def _the_difference_holds_nothing_else(lists: Path, after: str) -> None:
    """What was told before is told again, but for three days; what is new is the round, the promise without an entry, the feedback."""
    before = json.loads((lists / "playbook" / "pikkula.yml").read_text(encoding="utf-8"))
    told = yaml.safe_load(after)
    kept = {entry["item"]: entry for entry in told["leadership_checklist"]}
    assert [kept.pop(entry["item"]) for entry in before["leadership_checklist"]] == [
        entry | {"last_done": READERS_DAY} for entry in before["leadership_checklist"]
    ]
    assert [str(entry["last_done"]) for entry in kept.values()] == [READERS_DAY]
    assert told["assessments"][:-1] == before["assessments"]
    changed = {"leadership_checklist", "assessments", "feedback"}
    assert {key: value for key, value in told.items() if key not in changed} == {key: value for key, value in before.items() if key not in changed}


def _the_rebuilt_site_shows_it(after: str, tmp_path: Path) -> None:
    home = tmp_path / "again"
    (home / "playbook").mkdir(parents=True)
    (home / "playbook" / "pikkula.yml").write_text(after, encoding="utf-8")
    result = pipeline.build(BuildRequest(root=home, output=home / "site", today=AS_OF, jobs=1, language="en"))
    assert [built.status for built in result.organisations] == ["built"]
    commitment, assessment, feedback = (
        (home / "site" / address / "index.html").read_text(encoding="utf-8") for address in (COMMITMENT, ASSESSMENT, FEEDBACK)
    )
    assert commitment.count("officially last done 30 Oct 2026") == 3
    assert "Menu 3 is one too many 👩🏽‍💻." in feedback
    assert re.search(r"\b3 (people|answers)\b", assessment)
