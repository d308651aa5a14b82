// A mock interview: the question read aloud by a voice of this machine, keys, and waiting for a follow-up.
import { announce } from "./announce";
import { onEach } from "./content";
import { addKeys } from "./keys";
import { ProblemError, request } from "./request";

const ALOUD = "mock-aloud"; // localStorage: whether every question is read aloud
const POLL_MS = 2000;

export function startMocks(): void {
  onEach("[data-mock-asked]", setUp);
  onEach("[data-mock-waiting]", (root) => wait(root.dataset["mockWaiting"] ?? "", "POST"));
  onEach("[data-mock-listening]", (root) => wait(root.dataset["mockListening"] ?? "", "GET"));
}

function setUp(root: HTMLElement): void {
  const read = root.querySelector<HTMLButtonElement>("[data-mock-read]");
  const always = root.querySelector<HTMLElement>("[data-mock-always]");
  const box = root.querySelector<HTMLInputElement>("[data-mock-aloud]");
  const said = root.querySelector<HTMLElement>("[data-mock-said]");
  const speak = (): void => void readAloud(root.dataset["mockAsked"] ?? "", (sentence) => say(said, sentence));
  read?.addEventListener("click", speak);
  if (box) {
    box.checked = localStorage.getItem(ALOUD) === "1";
    box.addEventListener("change", () => {
      localStorage.setItem(ALOUD, box.checked ? "1" : "0");
      if (box.checked) speak();
      else window.speechSynthesis?.cancel();
    });
  }
  whenVoices(() => {
    if (read) read.hidden = false;
    if (always) always.hidden = false;
    if (box?.checked) speak();
  });
  silenceWhileRecording();
  addKeys("Mock interview", [
    { keys: "a", what: "Read the question aloud", run: speak, here: () => voice() !== undefined },
    { keys: "t", what: "Type the answer", run: openTyping },
    { keys: "x", what: "Pass", run: () => root.querySelector<HTMLButtonElement>("[data-mock-pass]")?.click() },
    { keys: "Control+Enter", what: "Send what was typed" },
  ]);
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !(field instanceof HTMLTextAreaElement)) return;
    event.preventDefault();
    field.form?.requestSubmit();
  });
}

/** A voice that speaks on this machine: others send the words to somebody else's, which no page here does. */
function voice(): SpeechSynthesisVoice | undefined {
  const own = (window.speechSynthesis?.getVoices() ?? []).filter((one) => one.localService);
  const english = own.filter((one) => one.lang.toLowerCase().startsWith("en"));
  return english.find((one) => one.default) ?? english[0];
}

/** Voices are often known only a while after the page is. */
function whenVoices(then: () => void): void {
  if (!("speechSynthesis" in window)) return;
  if (voice()) return then();
  const known = (): void => {
    if (!voice()) return;
    window.speechSynthesis.removeEventListener("voiceschanged", known);
    then();
  };
  window.speechSynthesis.addEventListener("voiceschanged", known);
}

function readAloud(text: string, tell: (sentence: string) => void): void {
  const speaker = voice();
  if (!speaker || !text) return;
  tell("");
  const words = new SpeechSynthesisUtterance(text);
  words.voice = speaker;
  words.lang = speaker.lang;
  words.addEventListener("error", (event) => {
    // A browser lets no page speak before anything was pressed on it.
    if (event.error === "not-allowed") tell("Press a to hear the question.");
    else if (!["canceled", "interrupted"].includes(event.error)) tell("The voice of this browser failed.");
  });
  window.speechSynthesis.cancel();
  window.speechSynthesis.speak(words);
}

/** The question must not be heard in its own answer. */
function silenceWhileRecording(): void {
  const recorder = document.querySelector("[data-recorder]");
  if (!recorder || !("speechSynthesis" in window)) return;
  new MutationObserver(() => {
    if (recorder.getAttribute("data-state") === "recording") window.speechSynthesis.cancel();
  }).observe(recorder, { attributeFilter: ["data-state"] });
}

function openTyping(): void {
  const field = document.querySelector<HTMLTextAreaElement>("#f-typed");
  const way = field?.closest("details");
  if (!field || !way) return;
  way.open = true;
  field.focus();
}

function say(place: HTMLElement | null, sentence: string): void {
  if (place) place.textContent = sentence;
}

interface Standing {
  now: number | null;
  listening: boolean;
  ended_at: string | null;
}

/** Ask every two seconds whether something has come; the page is loaded again when it has. */
function wait(address: string, method: "GET" | "POST"): void {
  let told = false;
  const ask = async (): Promise<void> => {
    try {
      const standing = (await (await request(address, { method, timeout: 10_000 })).json()) as Standing;
      const moved = method === "POST" ? standing.now !== null || standing.ended_at !== null : !standing.listening;
      if (moved) return location.reload();
    } catch (error) {
      if (error instanceof ProblemError && error.status === 404) return location.reload();
      if (!told) announce("The program does not answer just now; it is asked again.");
      told = true;
    }
    window.setTimeout(() => void ask(), POLL_MS);
  };
  window.setTimeout(() => void ask(), POLL_MS);
}
