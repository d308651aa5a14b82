// The choice of microphone; it appears once the browser tells what there is.
import { chooseDevice, chosenDevice, microphones } from "./microphone";

/** The microphones whose names may be known without asking. */
export async function knownDevices(): Promise<MediaDeviceInfo[]> {
  try {
    return await microphones();
  } catch {
    return []; // no secure context, or a browser without devices
  }
}

export function fillDevices(select: HTMLSelectElement | null, devices: MediaDeviceInfo[], used = ""): void {
  const row = select?.closest<HTMLElement>("[data-recorder-devices]");
  if (!select || !row) return;
  row.hidden = devices.length === 0;
  const chosen = used || chosenDevice();
  select.replaceChildren(
    ...devices.map((device) => new Option(device.label, device.deviceId, false, device.deviceId === chosen)),
  );
  if (select.dataset["bound"]) return;
  select.dataset["bound"] = "1";
  select.addEventListener("change", () => chooseDevice(select.value));
}
