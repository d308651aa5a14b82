"""What ships: complete, consistent, and worth a coach's nod."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from highsignal.analysis.lexicon.pack_phrases import PhraseFinder
from highsignal.domain.signals import SignalName
from highsignal.packs import load
from highsignal.packs.find import PackSources, files
from highsignal.packs.model import Ambiguity, Dimension, Influence, PackKind, Seniority
from highsignal.packs.names import folded
from highsignal.packs.references import dangling

SOURCES = PackSources()
ROLES = ("data-scientist", "engineering-manager", "ml-engineer", "software-engineer")

# The seeds' own words; a short quotation of the documents the product implements.
COACH = (
    "Structured stories with clear stakes.",
    "Decisions explained with trade-offs.",
    "Impact tied to business outcomes.",
    "Ownership and leadership at your level.",
    "A direct CTA tied to the topic.",
    "No filler. Every line earns its place.",
    "A consistent story across resume, LinkedIn, and interviews.",
    "Proof that matches the scope of the role you want.",
    "A clear target role and level in the first two lines.",
)
PROOF = (
    "A clear target role and level.",
    "Three outcomes with metrics and scope.",
    "One leadership or ownership example.",
    "A CTA that matches the topic.",
    "Consistent story across resume, LinkedIn, and interviews.",
)


def test_everything_packaged_loads() -> None:
    for found in (
        load.roles(SOURCES),
        load.ladders(SOURCES),
        load.checklists(SOURCES),
        load.competencies(SOURCES),
        load.prompts(SOURCES),
    ):
        assert found.errors == ()
        assert len(found) > 0


def test_nothing_packaged_refers_to_what_is_not_there() -> None:
    assert dangling(SOURCES) == ()


def test_there_are_prompts_enough_and_of_every_competency() -> None:
    prompts = load.prompts(SOURCES)
    by_primary = Counter(p.primary for p in prompts)
    assert len(prompts) >= 320
    assert set(by_primary) == {c.id for c in load.competencies(SOURCES)}
    assert len(by_primary) >= 12
    assert min(by_primary.values()) >= 12


def test_a_prompt_lies_in_the_file_of_its_primary_competency() -> None:
    for file in files(PackKind.PROMPTS, SOURCES):
        alone = [p for p in load.prompts(SOURCES) if p.id.startswith(f"{file.id}-")]
        assert alone
        assert {p.primary for p in alone} == {file.id}


def test_no_prompt_id_or_text_is_there_twice() -> None:
    prompts = load.prompts(SOURCES)
    assert len({p.id for p in prompts}) == len(prompts)
    assert len({folded(p.text) for p in prompts}) == len(prompts)


def test_prompts_are_questions_a_person_can_say() -> None:
    for prompt in load.prompts(SOURCES):
        assert 5 <= len(prompt.text.split()) <= 40, prompt.id
        assert prompt.text.endswith((".", "?")), prompt.id
        assert prompt.text[0].isupper(), prompt.id
        assert prompt.primary not in prompt.competencies[1:], prompt.id


def test_prompts_begin_in_many_ways() -> None:
    prompts = load.prompts(SOURCES)
    openings = Counter(p.text.split()[0] for p in prompts)
    assert len(openings) >= 12
    assert max(openings.values()) / len(prompts) < 0.35


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_prompts_of_its_own(role: str) -> None:
    own = [p for p in load.prompts(SOURCES, role=role) if p.roles]
    assert len(own) >= (100 if role == "ml-engineer" else 20)


def test_every_signal_and_seniority_is_probed() -> None:
    prompts = load.prompts(SOURCES)
    assert {s for p in prompts for s in p.signals} == set(SignalName)
    assert {p.seniority for p in prompts} == set(Seniority)


@pytest.mark.parametrize("role_id", ROLES)
def test_a_role_ranks_all_eight_signals(role_id: str) -> None:
    assert {s.name for s in load.role(role_id, SOURCES).signals} == set(SignalName)


def test_the_ml_engineer_is_the_richest_role_and_platform_and_product_listen() -> None:
    roles = {r.id: r for r in load.roles(SOURCES)}
    assert set(roles) == set(ROLES)
    ml = roles["ml-engineer"]
    assert {"platform", "product"} <= {a.id for a in ml.audiences}
    assert max(roles.values(), key=lambda r: len(r.topics)) is ml
    wanted = ("offline-online-gap", "leakage", "drift", "label-quality", "rollback", "inference-cost")
    for topic in (*wanted, "latency", "experiment-design"):
        assert ml.topic(topic) is not None
    assert ml.topic("astrology") is None


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("It looked good offline and then clicks fell.", "offline-online-gap"),
        ("Two features leaked into the training set.", "leakage"),
        ("Recall drifted over the summer.", "drift"),
        ("A third of the rows were mislabelled.", "label-quality"),
        ("We rolled it back within minutes.", "rollback"),
        ("We reduced inference cost by 22 % while keeping accuracy steady.", "inference-cost"),
        ("p99 went from 480 ms to 120 ms.", "latency"),
        ("The A/B test ran for two weeks.", "experiment-design"),
        ("A student model replaced the ensemble.", "compression"),
        ("The assistant hallucinated a refund policy.", "llm-evaluation"),
    ],
)
def test_topics_are_recognised(said: str, topic: str) -> None:
    assert topic in {m.key for m in topics_of_ml().find(said)}


@pytest.mark.parametrize(
    "said",
    [
        "We fixed a memory leak in the proxy.",
        "I met the product director at three in the afternoon.",
        "The rollout of the new coffee machine went well.",
        "My grandmother taught me to bake.",
    ],
)
def test_topics_stay_silent_where_they_should(said: str) -> None:
    assert topics_of_ml().find(said) == []


def topics_of_ml() -> PhraseFinder:
    return PhraseFinder((t.id, t.phrases) for t in load.role("ml-engineer", SOURCES).topics)


@pytest.mark.parametrize("role_id", ROLES)
def test_task_language_leads_to_a_question(role_id: str) -> None:
    role = load.role(role_id, SOURCES)
    reframes = PhraseFinder((r.id, r.said) for r in role.reframes)
    assert reframes.find("I was responsible for the thing.")
    assert all("?" in r.ask for r in role.reframes)
    assert all(t.follow_up.endswith("?") for t in role.topics)


def test_the_checklists_are_the_seeds() -> None:
    assert tuple(i.line for i in load.checklist("coach", SOURCES).items) == COACH
    assert tuple(i.line for i in load.checklist("proof", SOURCES).items) == PROOF


def test_a_checklist_line_has_one_id_in_all_checklists() -> None:
    ids = [item.id for checklist in load.checklists(SOURCES) for item in checklist.items]
    assert len(set(ids)) == len(ids) == 14


def test_every_ladder_names_its_source_and_licence() -> None:
    ladders = {ladder.id: ladder for ladder in load.ladders(SOURCES)}
    assert {i: ladder.licence for i, ladder in ladders.items()} == {
        "circleci": "CC-BY-4.0",
        "dropbox-mle": "Apache-2.0",
        "engineeringladders": "Apache-2.0",
        "engineeringladders-em": "Apache-2.0",
    }
    assert all(ladder.source_url.startswith("https://") and ladder.notes for ladder in ladders.values())


def test_no_level_asks_for_less_than_the_one_below() -> None:
    for ladder in load.ladders(SOURCES):
        for below, above in pairwise(ladder.levels):
            for dimension in Dimension:
                assert above.threshold(dimension) >= below.threshold(dimension), (above.id, dimension)
                assert above.expects[dimension] >= below.expects[dimension], (above.id, dimension)


def test_the_first_ladder_is_that_of_the_evidence_table() -> None:
    ladder = load.ladder("dropbox-mle", SOURCES)
    assert [level.id for level in ladder.levels] == ["IC1", "IC2", "IC3", "IC4", "IC5"]
    quarterly, half_yearly, multi_year = (level.horizon_months for level in ladder.levels[2:])
    assert (quarterly, half_yearly, multi_year) == (3, 6, 24)
    assert ladder.levels[3].people == 3  # "senior = a whole team (at least three people)"
    assert ladder.levels[4].ambiguity is Ambiguity.FOUND_PROBLEM
    assert ladder.levels[4].influence is Influence.ORGANISATION


def test_staff_is_a_different_thing_on_different_ladders() -> None:
    dropbox = load.level(load.ladder("dropbox-mle", SOURCES), "staff")
    circleci = load.level(load.ladder("circleci", SOURCES), "staff")
    assert (dropbox.teams, circleci.teams) == (3, 1)


def test_no_name_stands_for_two_competencies() -> None:
    owners: dict[str, str] = {}
    for competency in load.competencies(SOURCES):
        for name in competency.names():
            assert owners.setdefault(folded(name), competency.id) == competency.id, name


def test_the_sixteen_leadership_principles_lead_somewhere() -> None:
    amazon = [n for c in load.competencies(SOURCES) for n in c.principles.get("Amazon", ())]
    assert len(amazon) == len(set(amazon)) == 16
