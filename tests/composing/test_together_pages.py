"""Partners, messages, recognition, calendar and readiness: what is shown, and to whom it is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from playbookgen.model.library import Library
from playbookgen.model.organisation import Audience
from playbookgen.model.playbook import Playbook
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.workspace import TemplatePack
from support.editions import edition
from support.organisations import minimal, sample_data

Make = Callable[..., Playbook]


@pytest.fixture
def composed(pack: TemplatePack, library: Library, compiled: dict[str, bytes]) -> Make:
    def make(told: dict[str, Any] | Organisation, audience: Audience = "internal") -> Playbook:
        organisation = told if isinstance(told, Organisation) else Organisation.model_validate(told)
        return edition(organisation, library, pack, audience=audience, compiled=compiled)

    return make


def _page(playbook: Playbook, address: str) -> str:
    return next(page.markdown for page in playbook.pages if page.address == address)


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_support_leaves_no_trace_outside_the_edition_of_the_leadership(composed: Make) -> None:
    told, other = sample_data("lumivakka"), sample_data("lumivakka")
    for stakeholder in other["stakeholders"]:
        stakeholder["support"], stakeholder["desired_support"] = 2, -2
    for audience in ("internal", "public"):
        assert composed(told, audience).pages == composed(other, audience).pages
    assert "Informed, not involved" not in _page(composed(told), "supervisors/stakeholders/")
    leadership = _plain(_page(composed(told, "leadership"), "supervisors/stakeholders/"))
    assert "−1 → +1 ▼ Far apart" in leadership
    assert "Great influence, no joint development: Claims department and ICT" in leadership


def test_partners_stand_in_their_quadrant(composed: Make) -> None:
    text = _page(composed(sample_data("lumivakka")), "supervisors/stakeholders/")
    cards = {card: _plain(body) for card, body in re.findall(r'<li class="pb-card"><h2[^>]* id="(\w+)">(.*?)</li>', text, flags=re.S)}
    assert cards["together"].endswith("Shop stewards")
    assert cards["satisfy"].endswith("Claims department , ICT")
    assert cards["inform"].endswith("Nobody here")


def test_those_who_heard_nothing_are_named_with_their_limit(composed: Make) -> None:
    text = _plain(_page(composed(sample_data("lumivakka")), "together/communication/"))
    assert "4 groups have heard nothing for too long" in text
    assert "Service adviser 20 Oct 2026 11 days ago · ▲ Difficulty or setback" in text
    assert re.search(r"38 days 1 Aug–8 Sept? · limit 14 days ▼ Too quiet", text)
    assert "Claims handler Nothing yet – 91 days 1 Aug–31 Oct · limit 42 days ▼ Not addressed at all" in text
    assert "Only good news" not in text


def test_a_silent_sponsor_is_a_matter_of_the_leadership(composed: Make) -> None:
    told = sample_data("lumivakka")
    told["communication"]["events"] = [event for event in told["communication"]["events"] if event["kind"] == "success"]
    address = "together/communication/"
    assert "Only good news" in _page(composed(told), address)
    assert "PB016" not in _page(composed(told), address)
    assert "PB016" in _page(composed(told, "leadership"), address)


def test_a_name_without_consent_is_withheld_everywhere_and_told_inside_at_most(composed: Make) -> None:
    told = sample_data("lumivakka")
    told["recognition"]["log"] += [
        {"date": "2026-10-20", "team": "claims", "external": True, "named": True, "text": "Aino went out of her way"},
        {"date": "2026-10-21", "team": "claims", "external": False, "named": True, "text": "Bertta found the policy"},
        {"date": "2026-10-22", "team": "claims", "external": True, "named": True, "consent": True, "text": "Cilla called back"},
    ]
    inside, outside = (_plain(_page(composed(told, audience), "together/recognition/")) for audience in ("internal", "public"))
    assert "Aino" not in inside + outside
    assert "The text is withheld" in inside
    assert "Bertta" in inside
    assert "Bertta" not in outside
    assert "Cilla" in inside
    assert "Cilla" in outside


def test_what_money_rewards_and_which_team_waits_stays_inside(composed: Make) -> None:
    inside, outside = (_page(composed(sample_data("lumivakka"), audience), "together/recognition/") for audience in ("internal", "public"))
    assert "Qualitative goals weigh 20%" in _plain(inside).replace("\u00a0", "")
    assert "1 of 4 teams mentioned in 60 days" in inside
    for word in ("PB028", "PB029", "Weights in the incentives", "teams mentioned"):
        assert word not in outside


def test_what_is_rewarded_is_judged_by_the_limit_in_force(composed: Make) -> None:
    told = sample_data("lumivakka")
    seen = {}
    for name, rules in {"usual": {}, "lower": {"PB028": {"thresholds": {"qualitative": 15}}}, "off": {"PB028": {"off": "Not yet."}}}.items():
        seen[name] = _plain(_page(composed(told | {"rules": rules}), "together/recognition/")).replace("\u00a0", "")
    assert "Quantity weighs more than quality" in seen["usual"]
    assert "From 30% they begin" in seen["usual"]
    assert "Quality counts too" in seen["lower"]
    assert "From 15% they begin" in seen["lower"]
    assert "they begin" not in seen["off"]
    assert "Weights in the incentives" in seen["off"]


def test_the_public_calendar_knows_goals_and_the_change_only(composed: Make) -> None:
    told = sample_data("lumivakka")
    told["award_applications"] = [{"name": "Contact centre of the year", "deadline": "2027-01-15"}]
    inside, outside = (_plain(_page(composed(told, audience), "together/calendar/")) for audience in ("internal", "public"))
    for word in ("Leadership promise due:", "Action due:", "Steering meeting", "Check-in:", "Contact centre of the year", "76 days left"):
        assert word in inside
        assert word not in outside
    for word in ("Goal due: Satisfaction to 90 % by the end of the year", "The change ends:"):
        assert word in inside
        assert word in outside


def test_what_is_late_comes_first_and_the_past_is_folded(composed: Make) -> None:
    text = _page(composed(sample_data("lumivakka")), "together/calendar/")
    late, coming, past = text.index("{: #late }"), text.index("{: #month-2026-11 }"), text.index("{: #past }")
    assert late < coming < past
    assert "Ring-fence 60 min" in text[late:coming]
    assert '<details class="pb-fold">' in text[past:]


def test_three_hundred_dates_do_not_make_a_long_page(composed: Make) -> None:
    told = sample_data("lumivakka")
    told["plan"]["actions"] += [{**told["plan"]["actions"][3], "id": f"act_{number}", "due": f"2026-{11 + number % 2}-20"} for number in range(300)]
    text = _page(composed(told), "together/calendar/")
    unfolded = re.sub(r"<details.*?</details>", "", text, flags=re.S)
    assert text.count("<li>") > 300
    assert unfolded.count("<li>") < 60


def test_readiness_stops_at_the_first_low_mean_and_hides_small_groups(composed: Make) -> None:
    means = {"know": 4.2, "want": 3.0, "can_know": 1.5, "can_do": 4, "keep": 4}
    told = minimal(readiness=[{"group": "Night shift", "n": 9, **means}, {"group": "Two supervisors", "n": 2, **means, "know": 1.25}])
    text = _plain(_page(composed(told), "current-state/readiness/"))
    assert "3.0 ▲ stops here" in text
    assert text.count("stops here") == 1
    assert "Two supervisors ○ fewer than 5" in text
    assert "1.25" not in text
    assert "1.3" not in text
    assert "Night shift: Do we want to?" in text
