"""Recordings over HTTP: parts, their order, what is refused, the sound with ranges, and takes as JSON."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import Any

import pytest
from tests.services.sounds import speech
from tests.web.conftest import Site

from highsignal.domain.practice import Stage, TakeTranscript
from highsignal.domain.spans import Span
from highsignal.domain.speech import SpokenWord, Transcript
from highsignal.services.recordings import add_part, begin, finish, get_recording
from highsignal.services.tellings import keep_take
from highsignal.storage.recordings import save_recording, save_transcript

API = "/api/v1"
WEBM = "audio/webm;codecs=opus"
TOLD = "I decided to distil the model. Inference cost fell by 30 %."


def begun(site: Site, **more: Any) -> str:
    sent = {"story": site.story().id, "media_type": WEBM} | more
    answer = site.client.post(f"{API}/recordings", json=sent)
    assert answer.status_code == 201, answer.text
    assert answer.json()["parts"] == 0
    return str(answer.json()["take"])


def part(site: Site, take: str, number: int, data: bytes) -> Any:
    kind = {"content-type": "application/octet-stream"}
    return site.client.put(f"{API}/recordings/{take}/parts/{number}", content=data, headers=kind)


def heard(site: Site, take: str, text: str = TOLD) -> None:
    words, at = [], 0
    for number, word in enumerate(text.split()):
        at = text.index(word, at)
        words.append(SpokenWord(Span(at, at + len(word)), number * 0.5, number * 0.5 + 0.4))
        at += len(word)
    transcript = Transcript("tiny", text, tuple(words), 10.0, fillers_why="not measured here")
    with site.desk.database.writing() as session:
        save_recording(session, get_recording(site.desk, take)._replace(stage=Stage.HEARD, progress=1.0))
        save_transcript(session, TakeTranscript(take, transcript))


def test_a_recording_is_sent_in_parts_and_finished(site: Site) -> None:
    take = begun(site)
    assert part(site, take, 0, b"one ").json() == {"parts": 1, "bytes": 4}
    assert part(site, take, 1, b"two").json() == {"parts": 2, "bytes": 7}
    assert part(site, take, 1, b"two").json() == {"parts": 2, "bytes": 7}
    gap = part(site, take, 5, b"six")
    assert (gap.status_code, gap.json()["code"], gap.json()["expected"]) == (409, "part-missing", 2)
    done = site.client.post(f"{API}/recordings/{take}/finish", json={"seconds": 2.0})
    assert done.json() == {"take": take, "location": f"/takes/{take}"}
    seen = site.client.get(f"{API}/takes/{take}/progress").json()
    assert seen == {"stage": "waiting", "progress": 0.0, "partial": "", "problem": ""}
    late = part(site, take, 2, b"late")
    assert (late.status_code, late.json()["code"]) == (409, "recording-finished")


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"media_type": "application/pdf"}, 415, "unsupported-sound"),
        ({"media_type": WEBM, "story": "nobody"}, 404, "not-found"),
        ({"media_type": WEBM, "story": ""}, 422, "invalid-input"),
        ({"media_type": WEBM, "version": "epic"}, 422, "invalid-input"),
        ({"media_type": WEBM, "wrong": 1}, 422, "invalid-input"),
        ({"media_type": WEBM, "mock": "m1", "question": 1}, 404, "not-found"),
    ],
)
def test_what_cannot_begin(site: Site, sent: dict[str, Any], status: int, code: str) -> None:
    answer = site.client.post(f"{API}/recordings", json={"story": site.story().id} | sent)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_recording_without_sound_is_not_finished(site: Site) -> None:
    take = begun(site)
    answer = site.client.post(f"{API}/recordings/{take}/finish", json={})
    assert (answer.status_code, answer.json()["code"]) == (422, "empty-recording")
    large = part(site, take, 0, bytes(4_000_001))
    assert (large.status_code, large.json()["code"]) == (413, "too-large")


def test_the_sound_is_given_whole_and_in_ranges(site: Site) -> None:
    take, sound = begun(site, media_type="audio/wav"), speech(1.0)
    part(site, take, 0, sound)
    assert site.client.get(f"/recordings/{take}/sound").status_code == 404  # it is not whole yet
    site.client.post(f"{API}/recordings/{take}/finish", json={})
    whole = site.client.get(f"/recordings/{take}/sound", headers={"accept-encoding": "gzip"})
    assert (whole.content, whole.headers["content-type"]) == (sound, "audio/wav")
    assert "content-encoding" not in whole.headers
    some = site.client.get(f"/recordings/{take}/sound", headers={"range": "bytes=100-199"})
    assert (some.status_code, some.content) == (206, sound[100:200])


def test_deleting_the_sound_or_the_whole_take(site: Site) -> None:
    take = begun(site)
    part(site, take, 0, b"one")
    site.client.post(f"{API}/recordings/{take}/finish", json={})
    assert site.client.delete(f"{API}/recordings/{take}").status_code == 422
    assert site.client.delete(f"{API}/recordings/{take}?what=sound").status_code == 204
    (listed,) = site.client.get(f"{API}/recordings").json()["items"]
    assert (listed["bytes"], listed["removed_at"] is not None) == (0, True)
    assert site.client.delete(f"{API}/recordings/{take}?what=take").status_code == 204
    assert site.client.get(f"{API}/recordings").json()["items"] == []
    assert site.client.get(f"{API}/takes/{take}").status_code == 404


def test_the_list_of_recordings_is_paged(site: Site) -> None:
    takes = [begun(site) for _ in range(5)]
    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        page = site.client.get(f"{API}/recordings", params={"limit": 2, "cursor": cursor}).json()
        seen += [one["take"] for one in page["items"]]
        cursor = page["next"]
    assert sorted(seen) == sorted(takes)
    assert seen == [*dict.fromkeys(seen)]
    assert site.client.get(f"{API}/recordings", params={"cursor": "wrong"}).status_code == 422


def test_a_failed_recording_is_tried_again(site: Site) -> None:
    take = begun(site)
    part(site, take, 0, b"one")
    site.client.post(f"{API}/recordings/{take}/finish", json={})
    early = site.client.post(f"{API}/recordings/{take}/retry")
    assert (early.status_code, early.json()["code"]) == (409, "not-failed")
    with site.desk.database.writing() as session:
        save_recording(session, get_recording(site.desk, take)._replace(stage=Stage.FAILED, problem="No."))
    assert site.client.get(f"{API}/takes/{take}/progress").json()["problem"] == "No."
    assert site.client.post(f"{API}/recordings/{take}/retry").json()["stage"] == "waiting"


def test_a_take_as_json_before_and_after_it_is_heard(site: Site) -> None:
    take = begun(site)
    part(site, take, 0, b"one")
    early = site.client.get(f"{API}/takes/{take}").json()
    assert (early["recording"]["stage"], early["transcript"], early["delivery"]) == ("arriving", None, None)
    site.client.post(f"{API}/recordings/{take}/finish", json={})
    heard(site, take)
    late = site.client.get(f"{API}/takes/{take}").json()
    assert late["transcript"]["heard"] == TOLD
    assert late["words_heard"][1]["word"] == "decided"
    assert late["delivery"]["fillers"] == {"measured": False, "why": "not measured here"}
    (drift,) = late["drift"]
    assert ("22" in drift["a"]["text"], "30" in drift["b"]["text"], drift["kind"]) == (True, True, "value")
    told = {name: {one["signal"] for one in late["survival"][name]} for name in late["survival"]}
    assert ("ownership" in told["survived"], "learning" in told["lost"]) == (True, True)
    assert late["tighten"]["code"] == "DLV020"


def test_a_correction_is_kept_beside_what_was_heard(site: Site) -> None:
    take = begun(site)
    part(site, take, 0, b"one")
    site.client.post(f"{API}/recordings/{take}/finish", json={})
    path = f"{API}/takes/{take}/transcript"
    assert site.client.put(path, json={"text": "x"}).status_code == 404  # nothing was heard yet
    heard(site, take)
    right = TOLD.replace("30", "22")
    kept = site.client.put(path, json={"text": right}).json()
    assert (kept["heard"], kept["corrected"]) == (TOLD, right)
    view = site.client.get(f"{API}/takes/{take}").json()
    assert (view["text"], view["drift"]) == (right, [])
    assert site.client.put(path, json={"text": None}).json()["corrected"] is None
    assert site.client.get(f"{API}/takes/{take}").json()["text"] == TOLD


def test_typed_and_timed_takes_are_looked_at_too(site: Site) -> None:
    story, now = site.story().id, site.desk.now()
    typed = keep_take(site.desk, story, TOLD, kind="typed", version="ninety", seconds=None, at=now)
    timed = keep_take(site.desk, story, "", kind="spoken", version="ninety", seconds=80.0, at=site.desk.now())
    first = site.client.get(f"{API}/takes/{typed.id}").json()
    assert (first["recording"], first["delivery"], first["drift"][0]["kind"]) == (None, None, "value")
    second = site.client.get(f"{API}/takes/{timed.id}").json()
    assert (second["reading"], second["drift"], second["previous"]) == (None, None, typed.id)
    assert first["next"] == timed.id


def test_an_uploaded_file_leads_to_its_take(site: Site) -> None:
    story = site.story().id
    sent = {"sound": ("talk.wav", io.BytesIO(speech(1.0)), "audio/wav")}
    address = f"/stories/{story}/upload"
    refused = site.client.post(address, files=sent, follow_redirects=False)
    assert refused.status_code == 403
    sent = {"sound": ("talk.wav", io.BytesIO(speech(1.0)), "audio/wav")}
    answer = site.client.post(address, data={"csrf": site.token}, files=sent, follow_redirects=False)
    assert answer.status_code == 303
    take = answer.headers["location"].removeprefix("/takes/")
    assert get_recording(site.desk, take).stage is Stage.WAITING
    wrong = {"sound": ("a.txt", io.BytesIO(b"x"), "text/plain")}
    assert site.client.post(address, data={"csrf": site.token}, files=wrong).status_code == 415


def test_recording_and_looking_at_takes_needs_no_queue_and_no_model(site: Site) -> None:
    take = begin(site.desk, site.story().id, WEBM)
    add_part(site.desk, take, 0, b"one")
    finish(site.desk, take)
    program = (
        "import sys; from highsignal.interfaces.web.app import create_app, the_rest\n"
        "from highsignal.interfaces.web.access import Access\n"
        "from highsignal.services.workspace import open_workspace\n"
        "from pathlib import Path\n"
        "workspace = open_workspace(Path(sys.argv[1]), environ={})\n"
        "the_rest(create_app(workspace, Access(b'k' * 32, frozenset())))\n"
        "slow = {'dbos', 'av', 'moonshine_voice', 'pocketsphinx'} & set(sys.modules)\n"
        "sys.exit(str(sorted(slow)) if slow else 0)\n"
    )
    words = [sys.executable, "-c", program, str(site.workspace.folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_pages_say_where_sound_goes_when_an_endpoint_is_set(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = site.story().id
    assert "The sound stays on this machine" in site.client.get(f"/stories/{story}/tell").text
    monkeypatch.setenv("HIGHSIGNAL_SPEECH_URL", "http://user:secret@speech.example:9000/v1")
    for address in (f"/stories/{story}/tell", "/recordings"):
        page = site.client.get(address).text
        assert "sent to speech.example:9000" in page
        assert "secret" not in page
        assert "on this machine only" not in page
