"""A bank of eight stories of our own, each unmistakably about one thing."""

from __future__ import annotations

import pytest

from highsignal.analysis.matching.bank import BankStory

TOLD = {
    "The frozen exports": """
        Every Thursday the exporter froze for a minute. Nobody could reproduce it. I captured traces for a
        week and found a lock taken in the wrong order. I fixed it with one owner per file. It has not
        frozen since.""",
    "The lost shipment": """
        We lost a pallet that a customer needed for her opening day. She was furious on the phone. I
        listened, apologised without excuses and drove the replacement over myself. She still orders from
        us.""",
    "Joana's first year": """
        An intern joined my team with no production experience. I mentored her every morning, paired on her
        first changes and reviewed them with her. After a year she was promoted and trains others.""",
    "Who owns the schema": """
        Two teams disagreed about the event schema and the argument turned bitter. I sat down with each
        side, wrote out what both feared and we agreed on a compromise with versioned fields.""",
    "The wrong table": """
        I dropped a table in production because I mistook the terminal. It was my mistake and I said so at
        once. I restored the backup and wrote the prompt that now names the environment.""",
    "Cheaper inference": """
        Serving cost 40,000 a month. I profiled the model, quantised it and batched requests. Latency fell
        from 300 ms to 90 ms and the bill was halved.""",
    "Selling the pilot": """
        The directors did not believe in recommendations. I gave a presentation of three slides with the
        numbers of a pilot, answered their doubts, and they approved the budget.""",
    "The snow weekend": """
        A storm hit on our busiest weekend and three colleagues were stuck. Everything was urgent and
        everyone was stressed. I stayed calm, cut the work to what patients needed, and we got through the
        shift.""",
}

ASKED = (
    "Tell me about the hardest bug you have tracked down.",
    "Describe a time you dealt with an angry client.",
    "Who have you coached, and where are they now?",
    "Tell me about a conflict between teams and how you resolved it.",
    "Tell me about a time you made a mistake.",
    "How have you made a slow system faster?",
    "When did you persuade people who were sceptical?",
    "How do you cope with stress? Give me an example.",
)


@pytest.fixture
def eight() -> tuple[BankStory, ...]:
    return tuple(BankStory(title, " ".join(text.split())) for title, text in TOLD.items())


@pytest.fixture
def questions() -> dict[str, int]:
    """A question for each of the eight stories, and the story's place."""
    return {question: place for place, question in enumerate(ASKED)}
