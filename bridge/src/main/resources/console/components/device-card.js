import { html, nothing } from "lit";
import { PageElement } from "./page-element.js";
import { deviceIcon } from "./icons.js";
import { labelOf } from "../format.js";
import { summaryOf } from "../state-fields.js";

const PRESENCE = { online: "Online", stale: "Not current", offline: "Offline" };

export function presenceMark(presence) {
  return html`<span class="presence ${presence}">${PRESENCE[presence]}</span>`;
}

/** One device in the list, a link to its panel. */
class DeviceCard extends PageElement {
  static properties = {
    device: { attribute: false, hasChanged: isAnotherView },
    open: { type: Boolean },
  };

  render() {
    const { id, name, deviceType, spaceName, state, presence } = this.device;
    const isOn = presence !== "offline" && state.power === true;
    return html`
      <a class="card ${presence} ${isOn ? "on" : ""}" href="#/devices/${encodeURIComponent(id)}"
         aria-current=${this.open ? "true" : nothing} data-device=${id}>
        <span class="card-icon">${deviceIcon(this.device)}</span>
        <span class="card-name">${name}</span>
        <span class="card-place">${[labelOf(deviceType ?? "device"), spaceName].filter(Boolean).join(" · ")}</span>
        <span class="card-state">${summaryOf(state) || "No state yet"}</span>
        ${presenceMark(presence)}
      </a>`;
  }
}

function isAnotherView(now, before) {
  return !before || ["id", "name", "deviceType", "spaceName", "state", "presence"].some((key) => now[key] !== before[key]);
}

customElements.define("device-card", DeviceCard);
