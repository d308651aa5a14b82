// What browsers need to be told about a sound that a browser recorded.

/** A place in a recording as people read it: 1:05. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/**
 * Let an open-ended file be played from any place: a WebM that was written while it grew does not say how long it
 * is, and a browser learns that only by going to its end.
 */
export function openEnded(sound: HTMLAudioElement): void {
  const learn = (): void => {
    if (Number.isFinite(sound.duration) || sound.dataset["learnt"]) return;
    sound.dataset["learnt"] = "1";
    const before = sound.currentTime;
    const back = (): void => {
      if (!Number.isFinite(sound.duration)) return;
      sound.removeEventListener("durationchange", back);
      sound.currentTime = before;
    };
    sound.addEventListener("durationchange", back);
    sound.currentTime = 1e7;
  };
  if (sound.readyState >= HTMLMediaElement.HAVE_METADATA) learn();
  else sound.addEventListener("loadedmetadata", learn, { once: true });
}
