// Says something to people who do not see it: one quiet live region for the whole page.

let region: HTMLElement | undefined;

/** Speak a sentence through the screen reader; nothing is shown. */
export function announce(sentence: string): void {
  if (!region?.isConnected) {
    region = document.createElement("p");
    region.className = "visually-hidden";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  // Emptied first: a region that already holds this very sentence would stay silent.
  region.textContent = "";
  const target = region;
  window.setTimeout(() => (target.textContent = sentence), 50);
}
