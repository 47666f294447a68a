"""The words of the theme itself: header, search, footer, checklists. Plain text, escaped by the theme."""

from __future__ import annotations

import re

from playbookgen.composing.words import Words


def theme_words(words: Words) -> dict[str, str]:
    """Every word the theme's templates and scripts ask for, by the name they use."""
    one = words.one
    return _day_words(words) | {
        "about": one("About this playbook"),
        "accessibility": one("Accessibility"),
        "as_of": one("As of"),
        "audience": one("Readers"),
        "chart_scrolls": one("Wide chart, scroll sideways"),
        "checks_copied": one("Copied"),
        "checks_copy": one("Copy as text"),
        "checks_done": one("{done} of {all} done"),
        "checks_here": one("Your ticks stay in this browser. Nobody else sees them."),
        "checks_not_copied": one("The browser did not allow copying"),
        "checks_not_kept": one("This browser does not keep ticks. They vanish when you leave the page."),
        "checks_print": one("Print"),
        "checks_reset": one("Clear ticks"),
        "checks_tools": one("Tools for the list"),
        "checks_undo": one("Undo"),
        "home": one("Home"),
        "language": one("Language"),
        "made_with": one("Made with playbookgen"),
        "menu": one("Menu"),
        "nav": one("Pages"),
        "next": one("Next"),
        "not_found_text": one("The address may have changed, or this playbook does not use the page."),
        "not_found_title": one("This page does not exist"),
        "on_this_page": one("On this page"),
        "permalink": one("Link to this heading"),
        "previous": one("Previous"),
        "previous_next": one("Previous and next page"),
        "search": one("Search"),
        "search_clear": one("Clear"),
        "search_close": one("Close search"),
        "search_missing": one("Not on this page"),
        "search_more_one": one("1 more section of this page"),
        "search_more_other": one("# more sections of this page"),
        "search_none": one("Nothing found"),
        "search_one": one("1 page found"),
        "search_other": one("# pages found"),
        "search_placeholder": one("Search the playbook"),
        "search_results": one("Search results"),
        "search_start": one("Type to search"),
        "search_suggestions": one("Perhaps one of these pages helps:"),
        "skip": one("Skip to content"),
        "term_more": one("More in the glossary"),
        "table_scrolls": one("Wide table, scroll sideways"),
        "to_dark": one("Dark colours"),
        "to_light": one("Light colours"),
    }


def _day_words(words: Words) -> dict[str, str]:
    """What the browser says of days it counts itself: every form a language has, by its CLDR name (`one`, `other`)."""

    def ngettext(singular: str, plural: str) -> tuple[str, str]:
        return words.many(singular, plural, 1), words.many(singular, plural, 2)

    counted = {
        "days_ago": ngettext("%(n)s day ago", "%(n)s days ago"),
        "days_in": ngettext("in %(n)s day", "in %(n)s days"),
        "days_late": ngettext("%(n)s day late", "%(n)s days late"),
        "days_left": ngettext("%(n)s day left", "%(n)s days left"),
        "days_old": ngettext(
            "The figures on this page are from %(date)s, %(n)s day ago. Ask for newer ones before you decide by them.",
            "The figures on this page are from %(date)s, %(n)s days ago. Ask for newer ones before you decide by them.",
        ),
        "days_starts": ngettext("Starts in %(n)s day", "Starts in %(n)s days"),
    }
    texts = {f"{name}_{form}": text for name, said in counted.items() for form, text in zip(("one", "other"), said, strict=True)} | {
        "days_counted": words.one("Days counted to %(date)s"),
        "days_day": words.one("Day %(day)s of %(days)s"),
        "days_ended": words.one("Ended %(date)s"),
        "days_today": words.one("today"),
    }
    return {name: re.sub(r"%\((\w+)\)s", r"{\1}", text) for name, text in texts.items()}
