"""Overridden templates and catalogues: what cannot work is located before or while composing."""

from __future__ import annotations

import pickle

import pytest
from jinja2 import Template

from playbookgen.composing import check_overrides, compose
from playbookgen.composing.override_check import CONTEXT
from playbookgen.composing.words import Words
from playbookgen.judging import judge
from playbookgen.model.failure import TemplateBroken
from playbookgen.model.library import Library
from playbookgen.model.playbook import Playbook
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.workspace import SiteConfig, TemplatePack
from support.organisations import AS_OF, minimal

PAGE = "pages/plan/roadmap.md.j2"
START = '{% extends "partials/page.md.j2" %}\n{% block ours %}\n'
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def overridden(pack: TemplatePack, texts: dict[str, str]) -> TemplatePack:
    return TemplatePack({**pack.files, **{path: text.encode() for path, text in texts.items()}}, {path: pack.files[path] for path in texts})


def composed(pack: TemplatePack, library: Library, organisation: Organisation | None = None) -> Playbook:
    told = organisation or minimal(site={"languages": ["fi"]})
    judged = judge(told, AS_OF, library)
    return compose(told, judged, library, pack, language="fi", audience="internal", config=SiteConfig())


def test_every_packaged_template_passes(pack: TemplatePack) -> None:
    """As if a workspace overrode them all: the check knows every name that a template can use."""
    assert check_overrides(TemplatePack(pack.files, pack.files)) == ()


def test_the_names_are_those_that_composing_gives(pack: TemplatePack, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    given: set[str] = set()
    render = Template.render

    def listen(template: Template, context: dict[str, object]) -> str:
        if "page" in context:  # a page, not a chart
            given.update(context)
        return render(template, context)

    monkeypatch.setattr(Template, "render", listen)
    composed(pack, library)
    assert given == CONTEXT | set(Organisation.model_fields)


@pytest.mark.parametrize(
    ("text", "line", "says", "suggestion"),
    [
        (START + "{{ plan.actions }\n{% endblock %}", 3, "unexpected", None),
        (START + "{% if plan %}\n", 3, "Unexpected end of template", None),
        (START + "{{ plan | nofilter }}\n{% endblock %}", 3, "nofilter", None),
        (START + "\n{{ plann.actions }}\n{% endblock %}", 4, "“plann” is not known", "plan"),
        (START + "{% for x in judgment.metrics %}{{ x }}{% endfor %}\n{% endblock %}", 3, "“judgment” is not known", "judgement"),
        (START + '{% include "partials/lables.md.j2" %}\n{% endblock %}', 3, "there is no template", "partials/labels.md.j2"),
    ],
)
def test_a_template_that_cannot_work_is_located(pack: TemplatePack, text: str, line: int, says: str, suggestion: str | None) -> None:
    (problem,) = check_overrides(overridden(pack, {PAGE: text}))
    assert problem.place is not None
    assert (problem.code, problem.severity, problem.place.path, problem.place.line) == ("E121", "error", f"templates/{PAGE}", line), problem
    assert says in problem.message
    assert problem.suggestion == suggestion
    assert problem.help
    assert problem.snippet in (None, *text.split("\n"))


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('msgid "Owner"\nmsgstr "Eier %(n)s"\n', 4, "the message has no %(n)s"),
        ('msgid "Ownre"\nmsgstr "Eier"\n', 4, "no page says “Ownre”"),
        ('msgid "As of %(date)s"\nmsgstr "100 % %(date)s"\n', 4, "cannot be filled in"),
        ('msgid "Owner\nmsgstr "Eier"\n', None, ""),
    ],
)
def test_a_slip_in_a_catalogue_is_located(pack: TemplatePack, text: str, line: int | None, says: str) -> None:
    path = "locales/nb/messages.po"
    problem = check_overrides(overridden(pack, {path: HEADER + text}))[0]
    assert problem.place is not None
    assert (problem.code, problem.place.path) == ("E121", f"templates/{path}")
    assert line in (None, problem.place.line)
    assert says in problem.message


def test_a_catalogue_changes_only_what_it_says(pack: TemplatePack) -> None:
    own = overridden(pack, {"locales/fi/messages.po": HEADER + 'msgid "Owner"\nmsgstr "Omistaja"\n'})
    assert check_overrides(own) == ()
    words = Words.of("fi", own)
    assert words.one("Owner") == "Omistaja"
    assert words.one("Due") == Words.of("fi", pack).one("Due") != "Due"


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        (PAGE, START + "\n{{ plan.nothing }}\n{% endblock %}", 4),
        (PAGE, START + "{{ organisation.unit_name }}\n{% endblock %}", 3),
        (PAGE, START + "{{ [1, 2] | first | nope if false else by_id.people['nobody'].title }}\n{% endblock %}".replace("| nope ", ""), 3),
        ("partials/page.md.j2", "{% block top %}{% endblock %}\n{{ page.nothing.more }}", 2),
    ],
)
def test_what_only_values_show_is_located_while_composing(pack: TemplatePack, library: Library, path: str, text: str, line: int) -> None:
    own = overridden(pack, {path: text})
    assert check_overrides(own) == ()
    with pytest.raises(TemplateBroken) as caught:
        composed(own, library)
    place = caught.value.problem.place
    assert place is not None
    assert (place.path, place.line) == (f"templates/{path}", line)
    assert caught.value.message.startswith(f"templates/{path}:{line}: ")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - it crosses from one process to another
    assert again.problem == caught.value.problem


def test_an_overridden_chart_is_located_too(pack: TemplatePack, library: Library) -> None:
    from support.organisations import sample

    own = overridden(pack, {"charts/plan_gantt.svg.j2": "<svg>\n{{ nothing_of_the_kind }}\n</svg>"})
    with pytest.raises(TemplateBroken, match=r"templates/charts/plan_gantt\.svg\.j2:2: "):
        composed(own, library, sample("lumivakka").model_copy(update={"site": minimal(site={"languages": ["fi"]}).site}))


def test_an_override_speaks_on_its_page(pack: TemplatePack, library: Library) -> None:
    own = overridden(pack, {PAGE: START + "Omia sanoja: {{ change.name }}\n{% endblock %}"})
    page = next(page for page in composed(own, library).pages if page.address == "plan/roadmap/")
    assert "Omia sanoja: One contact" in page.markdown


def test_a_fault_of_ours_is_no_problem_of_the_workspace(pack: TemplatePack, library: Library) -> None:
    """A packaged template that breaks is a bug, even where something else is overridden."""
    broken = TemplatePack({**pack.files, PAGE: (START + "{{ plan.nothing }}\n{% endblock %}").encode()})
    with pytest.raises(Exception, match="nothing") as caught:
        composed(broken, library)
    assert not isinstance(caught.value, TemplateBroken)
