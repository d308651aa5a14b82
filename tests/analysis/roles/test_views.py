"""The features of a sentence: what they see, and what must not change them."""

from __future__ import annotations

from highsignal.analysis.roles.features import features_of, place
from highsignal.analysis.roles.sections import chain_items, result_first
from highsignal.analysis.roles.views import view_of
from highsignal.analysis.roles.vocabulary import fine_clusters, phrases, word_classes
from highsignal.analysis.text.documents import read_stories


def test_a_choice_is_seen_with_who_made_it() -> None:
    own = view_of("So, um, I decided to keep the old index rather than build a new one.").own
    assert {"q=decide", "s0=I", "v=I_decided", "c=choose", "t=past"} <= set(own)


def test_fillers_in_front_do_not_hide_the_subject() -> None:
    assert "s0=WE" in view_of("and so, you know, we measured it").own


def test_case_and_curly_apostrophes_make_no_difference() -> None:
    assert view_of("I DIDN’T ship it.") == view_of("i didn't ship it.")


def test_numbers_count_as_numbers_not_as_words() -> None:
    own = view_of("It fell by 22% in 3 weeks.").own
    assert {"n=%", "n=digit"} <= set(own)
    assert not {"w=22%", "w=3"} & set(own)


def test_a_phrase_of_three_words_needs_all_three() -> None:
    assert "q=lead-result" in view_of("as a result").own
    assert "q=about-telling" not in view_of("one of my cats").own
    assert "q=about-telling" in view_of("one of my proudest moments: the time I called").own


def test_neighbours_are_seen_from_both_sides() -> None:
    (story,) = read_stories("I decided to wait.\nIt was late.\nAs a result we lost a day.")
    middle = features_of(place(story.sentences))[1]
    assert "-q=decide" in middle
    assert "+q=lead-result" in middle


def test_position_can_be_left_out() -> None:
    (story,) = read_stories("One came.\nTwo came.")
    items = features_of(place(story.sentences), position=False)
    assert not any(name.startswith("p=") for item in items for name in item)


def test_word_lists_are_lower_case_and_found() -> None:
    assert all(word == word.lower() for word in word_classes())
    assert all(word == word.lower() for word in fine_clusters()[1])
    assert all(key == key.lower() and key.count("_") == 1 for key in phrases().pairs)


def test_the_chain_sees_what_came_before_and_after() -> None:
    one = {"action": 0.9, "result": 0.1}
    two = {"action": 0.2, "result": 0.8}
    first, second = chain_items([one, two], [one, two])
    assert first["after-most-cresult"] == 0.8
    assert second["before-most-caction"] == 0.9
    assert "1none" in second
    assert "-1none" in first


def test_result_first_keeps_the_order_otherwise() -> None:
    assert result_first(["situation", "result", "action", "result"]) == [1, 3, 0, 2]
