// What can go wrong with a microphone or a file, each as the sentence that says what to do next.

const OTHER_WAYS = "You can also upload a recording made elsewhere, or type what you said.";

/** Why the microphone could not be opened. */
export function microphoneProblem(error: unknown): string {
  const name = error instanceof DOMException || error instanceof Error ? error.name : "";
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return (
        "The browser may not use the microphone. Allow it by the sign left of the address " +
        `(and in the system’s privacy settings), then press Record again. ${OTHER_WAYS}`
      );
    case "NotFoundError":
    case "OverconstrainedError":
      return `No microphone was found. Connect one and press Record again. ${OTHER_WAYS}`;
    case "NotReadableError":
    case "AbortError":
      return (
        "The microphone does not start: another program may be holding it. Close calls and recorders, " +
        "then press Record again."
      );
    default:
      return `The microphone could not be opened (${name || String(error)}). ${OTHER_WAYS}`;
  }
}

/** Why this browser cannot record at all; empty where it can. */
export function cannotRecord(): string {
  // Browsers give no microphone to a page that others on the way could have changed.
  if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) {
    return `A browser gives the microphone only to pages of this machine (127.0.0.1) or over https. ${OTHER_WAYS}`;
  }
  if (typeof MediaRecorder === "undefined") return `This browser cannot record. ${OTHER_WAYS}`;
  return "";
}

export const NOTHING_HEARD = (device: string): string =>
  `Nothing is heard${device ? ` from “${device}”` : ""}. Is it muted, or is another microphone the right one?`;

export const TOO_LOUD = "Too loud: the sound is cut off at its peaks. Move back a little, or turn the microphone down.";

export const UNPLUGGED = "The microphone is gone. What was recorded until then is kept: keep it, or start over.";

export const AN_HOUR = "An hour is the longest a take can be; it was stopped there and kept.";

/** The program does not answer, while `seconds` of sound wait here. */
export const AWAY = (seconds: number): string =>
  `The program does not answer. ${seconds < 2 ? "The recording waits" : `The last ${Math.round(seconds)}\u202fs wait`} ` +
  "here and will be sent as soon as it does. Keep this page open.";

export const NO_SESSION =
  "This window is signed out. Open the link that the program printed in another tab; the recording waits here " +
  "and is sent then.";
