// Plays a recording once: play and pause, no way back, since a listener in a room has none either.

/** Bind the parts of `root` to the sound at `address`; settles when it was heard to its end, or cannot be played. */
export function playOnce(root: HTMLElement, address: string): Promise<void> {
  const button = root.querySelector<HTMLButtonElement>("[data-play]");
  const bar = root.querySelector<HTMLProgressElement>("[data-played]");
  const audio = new Audio(address);
  audio.preload = "auto";
  const name = (words: string): void => {
    if (button) button.textContent = words;
  };
  audio.addEventListener("timeupdate", () => {
    // What MediaRecorder wrote has no length until it has been played to its end.
    const whole = Number.isFinite(audio.duration) ? audio.duration : Number(root.dataset["seconds"]);
    if (bar && whole > 0) bar.value = Math.min(audio.currentTime / whole, 1);
  });
  button?.addEventListener("click", () => {
    if (audio.paused) void audio.play().then(() => name("Pause"), () => undefined);
    else {
      audio.pause();
      name("Go on");
    }
  });
  return new Promise<void>((resolve, reject) => {
    audio.addEventListener("ended", () => resolve(), { once: true });
    audio.addEventListener("error", () => reject(new Error("cannot be played")), { once: true });
  });
}
