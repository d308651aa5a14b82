"""The gate on texts of every kind, and where its evidence stands."""

from __future__ import annotations

import pytest

from highsignal.analysis.episode.gate import gate
from highsignal.analysis.text.documents import read_stories
from highsignal.domain.stories import Episode

OUTAGE = (
    "Last March our ranking model went stale because a feature job had died quietly. I found it by comparing two "
    "dashboards. I could either backfill for two days or ship without the feature; I shipped without it, lost half a "
    "point of clicks, and had search working again the same evening. Since then the job pages somebody."
)


def judge(text: str) -> Episode:
    return gate(read_stories(text)[0])


EPISODES = {
    "short": OUTAGE,
    "spoken": (
        "so um we had this thing where the churn model, it was, like, it started predicting that everybody leaves, and uh "
        "marketing had already sent forty thousand coupons before anybody noticed. so I called the guy who runs the "
        "campaign tool and I said stop it. and then we looked and it turned out somebody changed dollars to cents. so we "
        "put in a check, like a really dumb check, and it caught the same thing again two months later. so yeah."
    ),
    "notes": (
        "- Loader took 9 hours, training team idle every Monday\n- Asked by the director to get it under 4\n"
        "- Profiled for two days, found 70 % in JSON parsing\n- Redesigned the loader in Rust instead of adding machines\n"
        "- Nobody else knew Rust, accepted that, wrote a guide\n- Down to 2 h 10 in three weeks\n"
        "- Monday retrains back on time"
    ),
    "historical present": (
        "So I'm sitting at my desk at six on a Friday and the pager goes off. Checkout is down in two countries. My lead "
        "is on a plane, so it's me. I look at the last deploy, it's mine, and I think, do I roll back or do I fix forward? "
        "I roll back. Four minutes later orders come in again. We lose maybe a thousand orders, and on Monday I write the "
        "post-mortem with my own name at the top."
    ),
    "by we": (
        "We were four people above a bakery when the biggest retailer in the country asked for a pilot. We had three "
        "weeks. We argued a whole evening about whether to fake the back office, and in the end we did: two of us typed "
        "the orders in by hand for a month. It worked. They signed, and only then did we build the thing."
    ),
    "failure": (
        "I lost us a customer. In the spring of 2020 I was running the migration for a chain of gyms. Their data was a "
        "mess and I told nobody, because I thought that I could clean it in time. The cutover failed twice. On the third "
        "try the cards stopped working on a Saturday. They left us in August."
    ),
    "non-native": (
        "In 2021 i was working in company that make software for hospital. One day the doctor call us and he say that the "
        "result of the pacient are mixed. My boss was in vacation so i must decide alone. I stoped the service "
        "inmediatly, even if the sales told me that we loose the contract. In the night i fixed it with the lock and the "
        "next day i explained to hospital. They was angry but they stayed with us."
    ),
    "headed": (
        "## Situation\nOur nightly forecasts arrived after the buyers had placed their orders.\n## Task\nI had six weeks to "
        "get them in by five in the morning.\n## Action\nI drew the whole chain on a wall with the two people who had "
        "built it. We found that one join was waiting for a file nobody used. I removed it, and I moved the training out "
        "of the nightly run.\n## Result\nForecasts have arrived before five since then, and waste fell by 6 %."
    ),
    "general remark first": (
        "I usually avoid conflict, but last year I couldn't. Our product lead promised a client a feature that would have "
        "leaked other clients' prices. I told her so in the planning meeting, which I regret. Afterwards I showed her the "
        "query. She called the client the same day. We shipped a smaller version in June, and they renewed."
    ),
    "general lessons at the end": (
        "At my previous company a junior engineer deleted the staging database in her second week. She came to me crying. I "
        "sat down with her and we restored it from the night's copy. That afternoon we changed the permissions. I think "
        "people do their best work when they are not afraid. A leader sets that tone. Now I always remind managers of it."
    ),
}

OTHERS = {
    "habit": [
        "In my last job I would usually come in at eight, check the training runs, and go through the failed ones before "
        "standup. After that I would review pull requests until about ten. Most afternoons I paired with a junior. On "
        "Fridays we would do a demo for the sales people, and I would often be the one presenting.",
        "Whenever there is a conflict on the team I talk to each person alone, because people say more when nobody "
        "watches. Then I bring both into a room and I ask them to state the other side's case. Usually that is enough.",
    ],
    "hypothetical": [
        "I would start with a baseline. I'd take the last six months of data, train something simple, and I would put it "
        "behind a flag. Then I'd look at where it fails. Depending on that I might try gradient boosting, or I could go "
        "for embeddings. I would not touch deep learning before the pipeline is monitored.",
    ],
    "self_description": [
        "I am a passionate, results-driven engineer with ten years of experience in building scalable solutions. I have a "
        "proven track record of delivering high-impact products. I thrive under pressure and I love solving complex "
        "problems. I am looking for a role in which I can grow.",
    ],
    "keywords": [
        "ownership stakes trade-off impact 40 % led drove decision stakeholders revenue metrics alignment latency rollback "
        "learning senior staff scope ambiguity leadership customers outcome aligned delivered",
        "I led the impact. I drove the stakes. I decided the trade-off because of ownership. I owned the decision and drove "
        "the revenue. The impact was 40 %. I aligned the stakeholders. I delivered the outcome.",
        " ".join([OUTAGE] * 10),
    ],
    "off_topic": [
        "Heat the oven to 180 degrees. Butter a tin and dust it with flour. Beat the eggs with the sugar until they are "
        "pale, then fold in the almonds. Bake it for forty minutes. Leave the cake to cool before you turn it out.",
        "Tell me about a time when you disagreed with your manager. How did you handle it? Describe a project that failed. "
        "What did you learn? Give an example of a decision you made without enough data. When did you last change your mind?",
        "We are looking for a senior machine learning engineer to join our team in Madrid. You will own the ranking models "
        "that serve millions of users. You have five years of experience and strong Python skills. We offer flexible hours.",
    ],
    "other_language": [
        "Im letzten Herbst ist unser Vorhersagemodell ausgefallen, und niemand wusste warum. Ich habe die Protokolle "
        "durchgesehen und gefunden, dass eine Spalte leer war. Wir haben eine Prüfung eingebaut.",
        "В прошлом году наша модель перестала работать ночью. Я решил откатить версию, потому что клиенты теряли деньги.",
    ],
    "gibberish": [
        "asdf qwer zxcv jklo asdfg hjkl qwert yuiop zxcvb nmnm asdf jkl fdsa rewq vcxz hhhh gggg jjjj kkkk"
    ],
    "fragment": [
        "Reduced serving cost by 38 % by moving the ranker to int8.",
        "I fixed a big outage. It went well.",
    ],
    "empty": ["", "   \n\n", "---\ntitle: Nothing yet\n---\n"],
}


@pytest.mark.parametrize("form", EPISODES)
def test_an_episode_is_one_in_every_form(form: str) -> None:
    episode = judge(EPISODES[form])
    assert episode.kind == "episode"
    assert episode.specific
    assert 0.5 <= episode.confidence <= 1


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in OTHERS.items() for text in texts])
def test_everything_else_is_named(kind: str, text: str) -> None:
    episode = judge(text)
    assert not episode.specific
    assert episode.kind == kind


def test_evidence_stands_in_the_original_text() -> None:
    text = "---\ntitle: Stale\n---\n\n**Background:** " + OUTAGE.replace("I found", "I  *found*")
    shown = [span.text(text) for span in judge(text).evidence]
    assert "Last March" in shown
    assert any(words.startswith("I") for words in shown)
    assert shown == [span.text(text) for span in sorted(judge(text).evidence)]


@pytest.mark.parametrize(
    ("kind", "cue"),
    [
        ("habit", "usually"),
        ("hypothetical", "would"),
        ("self_description", "I am"),
        ("keywords", "ownership"),
    ],
)
def test_evidence_shows_why_it_is_none(kind: str, cue: str) -> None:
    text = OTHERS[kind][0]
    assert any(cue in span.text(text) for span in judge(text).evidence)


def test_ten_thousand_words_are_judged_and_windows_line_ends_change_nothing() -> None:
    lines = "\r\n".join(EPISODES.values())
    assert judge(lines).specific
    assert judge(lines) == judge(lines)
    assert not judge(("word " * 10_000).strip()).specific
