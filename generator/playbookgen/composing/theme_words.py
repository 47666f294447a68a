"""The words of the theme itself: header, search, footer, checklists. Plain text, escaped by the theme."""

from __future__ import annotations

from playbookgen.composing.words import Words


def theme_words(words: Words) -> dict[str, str]:
    """Every word the theme's templates and scripts ask for, by the name they use."""
    one = words.one
    return {
        "about": one("About this playbook"),
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
        "table_scrolls": one("Wide table, scroll sideways"),
        "to_dark": one("Dark colours"),
        "to_light": one("Light colours"),
    }
