// An empty [data-time-zone] field gets the zone this browser is in.
import { onEach } from "./content";

export function startTimeZones(): void {
  onEach<HTMLInputElement | HTMLSelectElement>("[data-time-zone]", (field) => {
    if (field.value) return;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (field instanceof HTMLSelectElement && ![...field.options].some((option) => option.value === zone)) return;
    field.value = zone;
  });
}
