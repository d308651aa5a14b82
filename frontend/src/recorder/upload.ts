// Uploading a recording made elsewhere: looked at here first, then sent in parts as a recording of one's own is.
import { announce } from "../announce";
import { ProblemError } from "../request";
import { AWAY } from "./problems";
import type { Said } from "./said";
import { type About, type Kept, Sender } from "./sender";

const PART = 1_000_000; // bytes
const LONGEST = 3600; // seconds
const LARGEST = 700_000_000; // bytes; the program's own limit
const BY_NAME: Record<string, string> = {
  aac: "audio/aac",
  flac: "audio/flac",
  m4a: "audio/mp4",
  mov: "video/quicktime",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  oga: "audio/ogg",
  ogg: "audio/ogg",
  opus: "audio/ogg",
  wav: "audio/wav",
  weba: "audio/webm",
  webm: "audio/webm",
};
const LOOK_MS = 4000; // for the browser to tell how long a file plays

/** Send the file of [data-recorder-upload] as soon as it is chosen, in the place of the form's own sending. */
export function bindUpload(root: HTMLElement, about: About, said: Said, kept: (kept: Kept) => void): void {
  const form = root.querySelector<HTMLFormElement>("[data-recorder-upload]");
  const field = form?.querySelector<HTMLInputElement>('input[type="file"]');
  if (!form || !field) return;
  const send = async (): Promise<void> => {
    const file = field.files?.[0];
    if (!file || form.ariaBusy === "true") return;
    said.clear();
    form.ariaBusy = "true";
    try {
      const { problem, seconds } = await look(file);
      if (problem) said.set("problem", problem);
      else kept(await sendFile(file, seconds, about, said, form));
    } catch (error) {
      said.set("problem", `${(error as Error).message} “${file.name}” was not changed.`);
    }
    form.ariaBusy = null;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
}

function sendFile(file: File, seconds: number, about: About, said: Said, form: HTMLElement): Promise<Kept> {
  const bar = form.querySelector("progress");
  if (bar) bar.hidden = false;
  announce("Sending the recording.");
  const sender = new Sender(
    { ...about, media_type: typeOf(file) },
    {
      arrived: (bytes, of) => bar && (bar.value = bytes / of),
      away: (error) => {
        const told = error instanceof ProblemError && error.code !== "part-missing";
        said.set("away", error === null ? "" : told ? error.detail : AWAY(0));
      },
    },
  );
  for (let at = 0; at < file.size; at += PART) sender.add(file.slice(at, at + PART));
  return sender.finish(seconds);
}

/** What is wrong with a file as far as can be seen here, and how long it plays (0 where that is not known). */
async function look(file: File): Promise<{ problem: string; seconds: number }> {
  const wrong = (problem: string): { problem: string; seconds: number } => ({ problem, seconds: 0 });
  if (!typeOf(file)) {
    return wrong(
      `“${file.name}” is no recording. Choose sound or video, such as .m4a, .mp3, .wav, .webm, .ogg or .mp4.`,
    );
  }
  if (!file.size) return wrong(`“${file.name}” is empty. Was the recording saved?`);
  if (file.size > LARGEST) return wrong(`“${file.name}” is over 700\u202fMB. Export only its sound, then upload that.`);
  const seconds = await duration(file);
  if (seconds > LONGEST) {
    const minutes = Math.round(seconds / 60);
    return wrong(`“${file.name}” plays for ${minutes}\u202fmin; a take is at most an hour. Cut out the part you mean.`);
  }
  return { problem: "", seconds };
}

function typeOf(file: File): string {
  const type = file.type.split(";")[0] ?? "";
  if (/^(audio|video)\//.test(type)) return type.slice(0, 80);
  return BY_NAME[/\.(\w+)$/.exec(file.name.toLowerCase())?.[1] ?? ""] ?? "";
}

function duration(file: File): Promise<number> {
  return new Promise((resolve) => {
    const audio = new Audio();
    const address = URL.createObjectURL(file);
    const done = (seconds: number): void => {
      URL.revokeObjectURL(address);
      resolve(Number.isFinite(seconds) ? seconds : 0);
    };
    audio.addEventListener("loadedmetadata", () => done(audio.duration), { once: true });
    audio.addEventListener("error", () => done(0), { once: true }); // the program reads more kinds than a browser
    window.setTimeout(() => done(0), LOOK_MS);
    audio.preload = "metadata";
    audio.src = address;
  });
}
