// Rehearsing by keys: space shows which story, then how it opens; 1 to 4 rate; s puts aside; u undoes (keys.ts).
import { onEach, isField } from "./content";
import { addKeys } from "./keys";

const LONGEST_SECONDS = 3600; // what the server takes; who comes back later was away

export function startRehearsal(): void {
  let known = false;
  onEach("[data-rehearsal]", (root) => {
    // A card that came in the place of another is read out; the first one of the page leaves the focus alone.
    if (known) root.querySelector<HTMLElement>("[data-recall]")?.focus({ preventScroll: true });
    else listen();
    known = true;
    timed(root);
  });
}

function listen(): void {
  addKeys("Rehearsing", [
    { keys: "space", what: "Which story, then how it opens" },
    ...["Again", "Hard", "Good", "Easy"].map((what, place) => {
      const keys = String(place + 1);
      return { keys, what, run: (): void => find<HTMLButtonElement>(`[data-ratings] [value="${keys}"]`)?.click() };
    }),
    { keys: "s", what: "Put the card aside, or leave the take to the end", run: () => find("[data-recall-aside]")?.click() },
    { keys: "t", what: "Tell the story of the day aloud", run: () => find("[data-recall-tell]")?.click() },
  ]);
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isField(event.target) || document.querySelector("dialog[open]:modal")) return;
    const inside = event.target instanceof Element ? event.target.closest("button, a, summary") : null;
    if (inside && !inside.parentElement?.matches("[data-reveal]")) return; // it has a use for the key itself
    const next = document.querySelector<HTMLDetailsElement>("[data-reveal]:not([open])");
    if (!next && !inside) return;
    event.preventDefault();
    if (next) next.open = true;
  });
}

/** What a key presses; a rating only once its opening line is shown. */
function find<T extends HTMLElement = HTMLElement>(selector: string): T | null {
  const found = document.querySelector<T>(`[data-rehearsal] ${selector}`);
  return found?.checkVisibility({ visibilityProperty: true }) ? found : null;
}

/** Note how long the person thought: until the opening line was shown. */
function timed(root: HTMLElement): void {
  const field = root.querySelector<HTMLInputElement>("[data-recall-seconds]");
  const line = [...root.querySelectorAll<HTMLDetailsElement>("[data-reveal]")].at(-1);
  const began = performance.now();
  line?.addEventListener("toggle", () => {
    const seconds = Math.min((performance.now() - began) / 1000, LONGEST_SECONDS);
    if (field && line.open && field.value === "0") field.value = seconds.toFixed(1);
  });
}
