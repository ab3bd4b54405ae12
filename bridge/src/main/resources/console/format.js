/** Words for what the hub sends: field names, values with units, times. */
const PERCENT = new Set(["brightness", "volume", "humidity", "battery", "position"]);
const DEGREES = new Set(["temperature", "targetTemperature"]);
const BOOLEAN_WORDS = {
  power: ["On", "Off"],
  locked: ["Locked", "Unlocked"],
  motion: ["Detected", "None"],
  muted: ["Muted", "Audible"],
  alarm: ["Alarm", "Quiet"],
  online: ["Yes", "No"],
};
const ACRONYMS = new Map([["ir", "IR"], ["rf", "RF"], ["hdmi", "HDMI"], ["tv", "TV"], ["url", "URL"], ["id", "ID"], ["av", "AV"]]);
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const NUMBER = new Intl.NumberFormat(undefined, { maximumFractionDigits: 3 });

/** `targetTemperature` and `target_temperature` both become "Target temperature". */
export function labelOf(name) {
  const words = String(name)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[\s_\-.]+/)
    .filter(Boolean)
    .map((word) => ACRONYMS.get(word.toLowerCase()) ?? word.toLowerCase());
  const text = words.join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function valueOf(name, value, unit = "") {
  if (value === null || value === undefined || value === "") {
    return "–";
  }
  if (typeof value === "boolean") {
    const [yes, no] = BOOLEAN_WORDS[name] ?? ["Yes", "No"];
    return value ? yes : no;
  }
  if (typeof value === "number") {
    return withUnit(NUMBER.format(value), unit || unitOf(name));
  }
  if (typeof value === "object") {
    return objectText(value);
  }
  return INSTANT.test(value) ? timeOf(value) : withUnit(String(value), unit);
}

export function timeOf(instant) {
  const time = new Date(instant);
  return Number.isNaN(time.getTime())
    ? String(instant)
    : time.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
}

export function clockOf(instant) {
  const time = new Date(instant);
  return Number.isNaN(time.getTime()) ? "" : time.toLocaleTimeString(undefined, { hour12: false });
}

function objectText(value) {
  const entries = Object.entries(value);
  const isFlat = !Array.isArray(value) && entries.length <= 4 && entries.every(([, entry]) => entry === null || typeof entry !== "object");
  return isFlat && entries.length > 0
    ? entries.map(([name, entry]) => `${labelOf(name)} ${valueOf(name, entry)}`).join(", ")
    : JSON.stringify(value);
}

function unitOf(name) {
  if (PERCENT.has(name)) {
    return "%";
  }
  if (DEGREES.has(name)) {
    return "°";
  }
  return name === "colorTemperature" ? "K" : "";
}

function withUnit(text, unit) {
  if (!unit) {
    return text;
  }
  return unit.startsWith("°") && unit.length === 1 ? text + unit : `${text}\u00a0${unit}`;
}
