// The microphone: opening it, which one, and hearing how loud it is many times a second.

const DEVICE = "recorder:device"; // localStorage: the microphone chosen last
const SAMPLES = 4096; // 85 ms at 48 kHz, so that nothing lies between two looks
const LOOK_MS = 50;
// A voice that was cut off has flat tops: many samples at one height, wherever the browser has scaled that to since.
// Of spoken vowels some two in a thousand samples come as near to the loudest one.
const FLAT = 0.995;
const FLAT_SHARE = 0.015;
const LOUD = 0.4; // below this nothing was cut off

/** How loud a twentieth of a second was: the loudest sample and the root mean square, 0 to 1. */
export interface Level {
  peak: number;
  rms: number;
  cutOff: boolean;
}

export class Microphone {
  private readonly context = new AudioContext();
  private readonly analyser = this.context.createAnalyser();
  private readonly samples = new Float32Array(SAMPLES);
  private timer = 0;

  private constructor(
    readonly stream: MediaStream,
    onLevel: (level: Level) => void,
    onGone: () => void,
  ) {
    this.analyser.fftSize = SAMPLES;
    this.context.createMediaStreamSource(stream).connect(this.analyser);
    void this.context.resume();
    this.timer = window.setInterval(() => onLevel(this.level()), LOOK_MS);
    stream.getAudioTracks()[0]?.addEventListener("ended", onGone);
  }

  /** Ask the person, and open the microphone chosen last or the system's; throws what the browser throws. */
  static async open(onLevel: (level: Level) => void, onGone: () => void): Promise<Microphone> {
    const chosen = chosenDevice();
    const audio: MediaTrackConstraints = {
      // Nothing is played while recording, and what suppresses noise suppresses soft words and pauses too.
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: true,
      channelCount: 1,
    };
    try {
      const wanted = chosen ? { ...audio, deviceId: { exact: chosen } } : audio;
      return new Microphone(await navigator.mediaDevices.getUserMedia({ audio: wanted }), onLevel, onGone);
    } catch (error) {
      if (!chosen || !(error instanceof DOMException) || error.name === "NotAllowedError") throw error;
      chooseDevice(""); // it was unplugged since: the system's own is better than none
      return new Microphone(await navigator.mediaDevices.getUserMedia({ audio }), onLevel, onGone);
    }
  }

  /** What the system calls it. */
  get name(): string {
    return this.stream.getAudioTracks()[0]?.label ?? "";
  }

  get id(): string {
    return this.stream.getAudioTracks()[0]?.getSettings().deviceId ?? "";
  }

  close(): void {
    window.clearInterval(this.timer);
    for (const track of this.stream.getTracks()) track.stop();
    void this.context.close();
  }

  private level(): Level {
    this.analyser.getFloatTimeDomainData(this.samples);
    let peak = 0;
    let sum = 0;
    for (const sample of this.samples) {
      peak = Math.max(peak, Math.abs(sample));
      sum += sample * sample;
    }
    let flat = 0;
    if (peak > LOUD) for (const sample of this.samples) if (Math.abs(sample) > peak * FLAT) flat += 1;
    const cutOff = flat > FLAT_SHARE * this.samples.length;
    return { peak: Math.min(peak, 1), rms: Math.sqrt(sum / this.samples.length), cutOff };
  }
}

/** The microphones there are; their names are only told once one was allowed. */
export async function microphones(): Promise<MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((device) => device.kind === "audioinput" && device.label);
}

export function chosenDevice(): string {
  return localStorage.getItem(DEVICE) ?? "";
}

export function chooseDevice(id: string): void {
  localStorage.setItem(DEVICE, id);
}

/** The kind of file to record: what this browser can make and the program can read. */
export function recordingType(): string {
  const wanted = ["audio/webm;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/mp4", "audio/ogg;codecs=opus"];
  return wanted.find((type) => MediaRecorder.isTypeSupported(type)) ?? "";
}
