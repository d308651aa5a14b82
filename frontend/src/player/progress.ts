// A take that is being heard: how far it has come, the words so far, and the whole page's part when it is done.
import htmx from "htmx.org";
import { announce } from "../announce";
import { request } from "../request";

const LOOK_MS = 700;
const AWAY_MS = 3000;

interface Progress {
  stage: string;
  progress: number;
  partial: string;
}

export function startProgress(root: HTMLElement): void {
  const place = root.querySelector<HTMLElement>("[data-progress]");
  if (place) void follow(root, place);
}

async function follow(root: HTMLElement, place: HTMLElement): Promise<void> {
  const url = `/api/v1/takes/${encodeURIComponent(root.dataset["take"] ?? "")}/progress`;
  while (place.isConnected) {
    let wait = LOOK_MS;
    try {
      const now = (await (await request(url, { timeout: 10_000 })).json()) as Progress;
      if (now.stage !== "waiting" && now.stage !== "listening") return renew(root, now.stage);
      show(place, now);
    } catch {
      wait = AWAY_MS; // the program is away; it goes on hearing when it is back
      say(place, "The program does not answer. This page goes on as soon as it does.");
    }
    await new Promise((resolve) => window.setTimeout(resolve, wait));
  }
}

function show(place: HTMLElement, now: Progress): void {
  const bar = place.querySelector("progress");
  if (bar) bar.value = now.progress;
  const text = place.querySelector("[data-progress-text]");
  if (text && text.textContent !== now.partial) text.textContent = now.partial;
  say(place, now.stage === "waiting" ? "Waiting to be heard" : "Being heard");
}

function say(place: HTMLElement, words: string): void {
  const line = place.querySelector("[data-progress-words]");
  if (line && line.textContent !== words) line.textContent = words; // a live region: only when it changes
}

/** Bring this part of the page anew; the sound plays on, since it lies outside. */
function renew(root: HTMLElement, stage: string): void {
  announce(stage === "heard" ? "It has been heard." : "It could not be heard.");
  void htmx.ajax("get", window.location.pathname, { target: root, select: "#take", swap: "outerHTML" });
}
