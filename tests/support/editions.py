"""Editions as the pipeline makes them: judged, found, worded and composed."""

from __future__ import annotations

from typing import Any, Final

from playbookgen.composing import compile_templates, compose
from playbookgen.judging import find, judge, rules_in_force, word
from playbookgen.model.library import Library
from playbookgen.model.organisation import Audience
from playbookgen.model.playbook import Playbook
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.text import Language
from playbookgen.model.workspace import SiteConfig, TemplatePack
from support.organisations import AS_OF

_COMPILED: Final[dict[int, tuple[TemplatePack, dict[str, bytes]]]] = {}


def compiled(pack: TemplatePack) -> dict[str, bytes]:
    """All templates of `pack` compiled, once for all tests of a process: compiling takes most of the time of composing."""
    if id(pack) not in _COMPILED:
        _COMPILED[id(pack)] = (pack, compile_templates(pack))
    return _COMPILED[id(pack)][1]


_MOST_KEPT: Final = 24
_MADE: Final[dict[tuple[int, int, Language, Audience], tuple[Organisation, Playbook]]] = {}


def edition(
    organisation: Organisation, library: Library, pack: TemplatePack, language: Language = "en", audience: Audience = "internal", **options: Any
) -> Playbook:
    """The playbook of `organisation` on 2026-10-31, with what the rules find; a language it does not have is added to its site.

    The same object gives the playbook that was made of it before: it cannot be changed, and `made_anew` is there for who doubts it.
    """
    if options.keys() - {"compiled"}:
        return made_anew(organisation, library, pack, language, audience, **options)
    key = (id(organisation), id(pack), language, audience)
    if key not in _MADE:
        if len(_MADE) == _MOST_KEPT:
            _MADE.pop(next(iter(_MADE)))
        # With the organisation beside it, so that nothing else can have its identity.
        _MADE[key] = (organisation, made_anew(organisation, library, pack, language, audience))
    return _MADE[key][1]


def made_anew(
    organisation: Organisation, library: Library, pack: TemplatePack, language: Language = "en", audience: Audience = "internal", **options: Any
) -> Playbook:
    """The same, composed now."""
    if language not in organisation.site.languages:
        site = organisation.site.model_copy(update={"languages": [*organisation.site.languages, language]})
        organisation = organisation.model_copy(update={"site": site})
    judgement = judge(organisation, AS_OF, library)
    return compose(
        organisation,
        judgement,
        library,
        pack,
        language=language,
        audience=audience,
        config=SiteConfig(),
        findings=word(find(organisation, judgement, library), organisation, library, language),
        rules=rules_in_force(organisation),
        **({"compiled": compiled(pack)} | options),
    )
