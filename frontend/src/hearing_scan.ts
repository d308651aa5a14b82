// Ten seconds of exposure: the text goes into one frame and out of the frame nearest to ten seconds later. A page
// that goes out of sight ends it, and the scan is void: nobody knows what was read in such a time.
export const EXPOSURE_MS = 10_000;
const LEEWAY_MS = 250; // as the program counts; services/hearings.py
const USUAL_FRAME_MS = 1000 / 60;

export interface Exposure {
  /** How long the text was in the page, in milliseconds. */
  milliseconds: number;
  /** Why it does not count; empty when it does. */
  void: "" | "hidden" | "late";
}

/** Show, wait ten seconds by the screen's own frames, hide. */
export function expose(show: () => void, hide: () => void): Promise<Exposure> {
  return new Promise((resolve) => {
    let begun = 0;
    let last = 0;
    let frame = USUAL_FRAME_MS;
    let request = 0;
    let late = 0;

    const end = (hidden: boolean, at: number = performance.now()): void => {
      hide();
      const milliseconds = begun ? at - begun : 0;
      cancelAnimationFrame(request);
      window.clearTimeout(late);
      document.removeEventListener("visibilitychange", gone);
      window.removeEventListener("pagehide", gone);
      const off = Math.abs(milliseconds - EXPOSURE_MS) > LEEWAY_MS;
      resolve({ milliseconds, void: hidden ? "hidden" : off ? "late" : "" });
    };
    const gone = (event: Event): void => {
      if (event.type === "pagehide" || document.hidden) end(true);
    };
    const step = (): void => {
      const now = performance.now();
      frame = Math.min(now - last, 100);
      last = now;
      // The next frame would be further from ten seconds than this one.
      if (now - begun + frame / 2 >= EXPOSURE_MS) end(false, now);
      else request = requestAnimationFrame(step);
    };

    document.addEventListener("visibilitychange", gone);
    window.addEventListener("pagehide", gone);
    request = requestAnimationFrame(() => {
      begun = last = performance.now();
      show();
      // A screen that draws nothing any more calls no frame either.
      late = window.setTimeout(() => end(false), EXPOSURE_MS + LEEWAY_MS);
      request = requestAnimationFrame(step);
    });
  });
}
