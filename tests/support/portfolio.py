"""Workspaces of many organisations, as large as the sample lumivakka and each with texts of its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from support.sites import ROOT

_FIRST: Final = ("Aava", "Havu", "Kivi", "Lumi", "Meri", "Nummi", "Salo", "Suvi", "Tuuli", "Vuoma")
_SECOND: Final = ("harju", "joki", "koski", "lahti", "niemi", "ranta", "saari", "selkä", "vaara", "virta")
#: An English text of the sample, plain or in quotes: ``{en: …, fi: …}``.
_SENTENCE: Final = re.compile(r"\ben: (?:(?P<plain>[A-Z][^,{}\"'\[\]:#\n]{11,})|\"(?P<quoted>[^\"\n]{12,})\")(?=, fi: )")


def identifier(number: int) -> str:
    """The id of the organisation with this number, from 1."""
    return f"organisation_{number:03}"


def organisation_text(number: int) -> str:
    """The YAML of one organisation: the sample in one language, with a name, sentences and a head count of its own."""
    name = _FIRST[number % 10] + _SECOND[number // 10 % 10] + (f" {number // 100 + 1}" if number >= 100 else "")
    text = (ROOT / "playbook" / "lumivakka.yml").read_text(encoding="utf-8")
    text = text.replace("id: lumivakka", f"id: {identifier(number)}", 1).replace("languages: [en, fi, nb, sv]", "languages: [en]", 1)
    text = re.sub(r"Lumivakka", name, text)
    text = text.replace("contacts_per_month: 41000", f"contacts_per_month: {41000 + number}", 1)
    return _SENTENCE.sub(lambda found: f'en: "{(found["plain"] or found["quoted"]).rstrip(".")} at {name}"', text)


def portfolio(folder: Path, count: int) -> Path:
    """A workspace with the organisations 1 to `count`, each in one language: as many editions as organisations."""
    (folder / "playbook").mkdir(parents=True)
    (folder / "site_config.yml").write_bytes((ROOT / "site_config.yml").read_bytes())
    for number in range(1, count + 1):
        (folder / "playbook" / f"{identifier(number)}.yml").write_text(organisation_text(number), encoding="utf-8")
    return folder
