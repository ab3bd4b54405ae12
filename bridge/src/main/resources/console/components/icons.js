import { svg, html } from "lit";

const DRAWINGS = {
  light: svg`<path d="M9 18h6M10 21h4M12 3a6 6 0 0 0-3.6 10.8c.7.6 1.1 1.3 1.1 2.2h5c0-.9.4-1.6 1.1-2.2A6 6 0 0 0 12 3Z"/>`,
  media: svg`<rect x="3" y="5" width="18" height="12" rx="2"/><path d="M8 21h8"/>`,
  climate: svg`<path d="M14 14.8V5a2 2 0 1 0-4 0v9.8a4 4 0 1 0 4 0Z"/><path d="M12 9v8"/>`,
  security: svg`<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>`,
  sensor: svg`<circle cx="12" cy="12" r="2"/><path d="M7.8 16.2a6 6 0 0 1 0-8.4M16.2 7.8a6 6 0 0 1 0 8.4M5 19a10 10 0 0 1 0-14M19 5a10 10 0 0 1 0 14"/>`,
  vacuum: svg`<circle cx="12" cy="12" r="8.5"/><circle cx="12" cy="12" r="2.5"/><path d="M12 3.5V7"/>`,
  cover: svg`<path d="M4 4h16M5 4v15h14V4M5 9h14M5 14h14"/>`,
  power: svg`<path d="M12 3v9M6.6 7a8 8 0 1 0 10.8 0"/>`,
  other: svg`<rect x="4" y="4" width="16" height="16" rx="4"/><path d="M9 12h6"/>`,
};

const BY_TYPE = {
  light: "light", dimmer: "light", switch: "power", outlet: "power", plug: "power",
  tv: "media", receiver: "media", speaker: "media", media_player: "media", projector: "media", set_top_box: "media",
  thermostat: "climate", hvac: "climate", fan: "climate",
  lock: "security", camera: "security", alarm: "security", doorbell: "security", garage_door: "security",
  sensor: "sensor", energy_meter: "sensor", robot_vacuum: "vacuum", shade: "cover", blind: "cover",
};

const BY_DOMAIN = {
  lighting: "light", av_media: "media", media: "media", climate: "climate", security: "security",
  robot_vacuum: "vacuum", covers: "cover", energy: "sensor", sensors: "sensor",
};

export function deviceIcon(device) {
  const name = BY_TYPE[device.deviceType ?? device.type] ?? BY_DOMAIN[device.domain] ?? "other";
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${DRAWINGS[name]}</svg>`;
}

export function logo() {
  return html`<svg class="logo" viewBox="0 0 32 32" aria-hidden="true"><path d="M5 9h22M9.5 9v14M16 9v8.5M22.5 9v14"/></svg>`;
}
