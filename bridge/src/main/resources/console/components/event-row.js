import { html, nothing } from "lit";
import { PageElement } from "./page-element.js";
import { clockOf, labelOf, valueOf } from "../format.js";

/** One protocol event; opens to show all of it. */
class EventRow extends PageElement {
  static properties = {
    event: { attribute: false },
    deviceName: { type: String },
    open: { state: true },
  };

  render() {
    const { type, timestamp, source } = this.event;
    return html`
      <details class="event ${toneOf(this.event)}" @toggle=${(event) => (this.open = event.target.open)}>
        <summary>
          <time datetime=${timestamp}>${clockOf(timestamp)}</time>
          <span class="event-type">${type}</span>
          <span class="event-device">${this.deviceName || this.event.driverKey || ""}</span>
          <span class="event-text">${describe(this.event)}</span>
          <span class="event-source quiet">${source ?? ""}</span>
        </summary>
        ${this.open ? html`<pre tabindex="0">${JSON.stringify(this.event, null, 2)}</pre>` : nothing}
      </details>`;
  }
}

/** What happened, in one line. */
export function describe(event) {
  const content = event.payload ?? event.data ?? {};
  const problem = event.error?.message ?? (event.type === "ACTION_FAILED" ? content.message : "");
  if (problem) {
    return [event.action ?? content.action, problem].filter(Boolean).join(": ");
  }
  if (event.type === "STATE_UPDATE") {
    const changed = content.changed ?? Object.keys(content.state ?? {});
    return changed.map((key) => `${labelOf(key)} ${valueOf(key, content.state?.[key])}`).join(", ");
  }
  if (Array.isArray(content.metrics)) {
    return content.metrics.map(({ key, value, unit }) => `${labelOf(key)} ${valueOf(key, value, unit)}`).join(", ");
  }
  return [event.action ?? content.action, content.status, content.message].filter(Boolean).join(" · ");
}

function toneOf({ type, payload }) {
  if (/FAILED|WARNING|OFFLINE/.test(type) || payload?.success === false) {
    return "bad";
  }
  return /^ACTION_/.test(type) ? "action" : "";
}

customElements.define("event-row", EventRow);
