import { html, nothing } from "lit";
import { PageElement } from "./page-element.js";

const SHOWN_AFTER_MS = 800;

/** Says when what is on the page may be out of date because the live connection is gone. Lies over the page, moves nothing. */
class ConnectionBanner extends PageElement {
  static properties = {
    live: { attribute: false },
    shown: { state: true },
  };

  #timer = null;
  #onStatus = () => this.#weigh();

  constructor() {
    super();
    this.shown = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.live.addEventListener("status", this.#onStatus);
    this.#weigh();
  }

  disconnectedCallback() {
    this.live.removeEventListener("status", this.#onStatus);
    clearTimeout(this.#timer);
    super.disconnectedCallback();
  }

  render() {
    return html`<div class="banner" role="status">${this.shown ? html`
      <p><b>Reconnecting…</b> The live connection to the hub is lost. States may be out of date.</p>` : nothing}</div>`;
  }

  #weigh() {
    clearTimeout(this.#timer);
    if (this.live.status !== "lost") {
      this.shown = false;
      return;
    }
    this.#timer = setTimeout(() => (this.shown = true), SHOWN_AFTER_MS);
  }
}

customElements.define("connection-banner", ConnectionBanner);
