/** Which parts of a device's state are shown where. */
import { labelOf, valueOf } from "./format.js";

const FIRST = [
  "power", "brightness", "color", "colorTemperature", "volume", "muted", "playback", "title", "artist", "input", "source",
  "temperature", "targetTemperature", "mode", "fanMode", "fanSpeed", "humidity", "locked", "lockState", "armed", "alarm",
  "motion", "contact", "position", "status", "battery",
];
const NOT_IN_SUMMARY = new Set(["color", "online", "lastSeen", "muted", "source", "artist", "stale"]);
const IN_SUMMARY = 3;

/** The sensors a driver reports besides the known fields: `{key, name, value, unit}`. */
export function sensorsOf(state) {
  return Object.entries(state.extras?.sensors ?? {}).map(([key, sensor]) =>
    sensor !== null && typeof sensor === "object"
      ? { key, name: sensor.name ?? labelOf(key), value: sensor.value, unit: sensor.unit ?? "" }
      : { key, name: labelOf(key), value: sensor, unit: "" });
}

/** Every other field, the usual ones first: `{key, label, value}`. */
export function fieldsOf(state) {
  const { extras, ...plain } = state;
  const { sensors, ...further } = extras !== null && typeof extras === "object" ? extras : {};
  const own = Object.keys(plain).sort(byUse).map((key) => ({ key, label: labelOf(key), value: plain[key] }));
  const more = Object.keys(further).sort().map((key) => ({ key: `extras.${key}`, label: labelOf(key), value: further[key] }));
  return [...own, ...more];
}

/** A few words for a card, such as "On · 40 % · 2,700 K". */
export function summaryOf(state) {
  const known = FIRST.filter((key) => !NOT_IN_SUMMARY.has(key) && isShort(state[key]));
  const words = known.slice(0, IN_SUMMARY).map((key) => wordFor(key, state[key]));
  if (words.length > 0) {
    return words.join(" · ");
  }
  return sensorsOf(state)
    .slice(0, 2)
    .map(({ key, name, value, unit }) => `${name} ${valueOf(key, value, unit)}`)
    .join(" · ");
}

function wordFor(key, value) {
  const text = valueOf(key, value);
  if (key === "targetTemperature") {
    return `set to ${text}`;
  }
  return key === "motion" || key === "humidity" || key === "battery" || key === "alarm" ? `${labelOf(key)} ${text}` : capital(text);
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isShort(value) {
  return value !== undefined && value !== null && value !== "" && typeof value !== "object";
}

function byUse(one, other) {
  const places = [one, other].map((key) => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length));
  return places[0] - places[1] || one.localeCompare(other);
}
