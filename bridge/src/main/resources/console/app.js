/** The console: decides between setup, sign-in and the shell, and shows the view that the address names. */
import { html, nothing } from "lit";
import { Api } from "./api.js";
import { LiveFeed } from "./live.js";
import { DeviceRegistry } from "./devices.js";
import { routeOf } from "./routes.js";
import { session } from "./session.js";
import { PageElement } from "./components/page-element.js";
import { failureNote } from "./components/failure-note.js";
import { logo } from "./components/icons.js";
import "./components/connection-banner.js";
import "./components/device-list.js";
import "./components/device-panel.js";
import "./components/driver-list.js";
import "./components/event-stream.js";
import "./components/login-form.js";
import "./components/setup-form.js";

const VIEWS = [["devices", "Devices"], ["events", "Events"], ["drivers", "Drivers"]];
const EXPIRED = "Your session has ended. Please sign in again.";
const LIVE_WORDS = { idle: "", connecting: "Connecting", live: "Live", lost: "Not live" };

class HubConsole extends PageElement {
  static properties = {
    phase: { state: true },
    notice: { state: true },
    failure: { state: true },
    user: { state: true },
    route: { state: true },
  };

  #api = new Api(new URL("../app/os/", document.baseURI), session);
  #live = new LiveFeed(this.#api);
  #registry = new DeviceRegistry(this.#api, this.#live);

  constructor() {
    super();
    this.phase = "starting";
    this.notice = "";
    this.failure = null;
    this.user = null;
    this.route = routeOf(location.hash);
    this.follow(() => this.#live, "status");
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener("hashchange", () => (this.route = routeOf(location.hash)));
    this.#api.addEventListener("expired", () => this.#signedOut(EXPIRED));
    this.#begin();
  }

  updated() {
    const view = VIEWS.find(([name]) => name === this.route.view);
    document.title = this.phase === "shell" ? `${view[1]} – Busbar` : "Busbar";
  }

  render() {
    switch (this.phase) {
      case "setup":
        return html`<main><setup-form .api=${this.#api} @signed-in=${this.#signedIn}></setup-form></main>`;
      case "login":
        return html`<main><login-form .api=${this.#api} .notice=${this.notice} @signed-in=${this.#signedIn}></login-form></main>`;
      case "unreachable":
        return html`<main class="center-card">${failureNote(this.failure)}<button class="primary wide" @click=${this.#begin}>Try again</button></main>`;
      case "shell":
        return this.#shell();
      default:
        return html`<main class="center-card" aria-busy="true"><div class="brand">${logo()}<span>Busbar</span></div></main>`;
    }
  }

  #shell() {
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>Skip to content</a>
      <header class="top">
        <a class="brand" href="#/devices" aria-label="Busbar, devices">${logo()}<span>Busbar</span></a>
        <nav aria-label="Views">
          ${VIEWS.map(([name, title]) => html`
            <a href="#/${name}" aria-current=${this.route.view === name ? "page" : nothing}>${title}</a>`)}
        </nav>
        <span class="live ${this.#live.status}">${LIVE_WORDS[this.#live.status]}</span>
        <span class="user" title=${this.user?.role ?? ""}>${this.user?.name || this.user?.username || ""}</span>
        <button class="sign-out" @click=${this.#signOut}>Sign out</button>
      </header>
      <main id="main" tabindex="-1" class="view ${this.route.deviceId ? "with-panel" : ""}">${this.#view()}</main>
      <connection-banner .live=${this.#live}></connection-banner>`;
  }

  #view() {
    switch (this.route.view) {
      case "events":
        return html`<event-stream .live=${this.#live} .registry=${this.#registry}></event-stream>`;
      case "drivers":
        return html`<driver-list .api=${this.#api} .live=${this.#live}></driver-list>`;
      default:
        return html`
          <device-list .live=${this.#live} .registry=${this.#registry} .openId=${this.route.deviceId ?? ""}></device-list>
          ${this.route.deviceId ? html`
            <device-panel .api=${this.#api} .live=${this.#live} .registry=${this.#registry}
                          .deviceId=${this.route.deviceId} @closed=${this.#closePanel}></device-panel>` : nothing}`;
    }
  }

  async #begin() {
    this.phase = "starting";
    this.failure = null;
    try {
      if (session.token) {
        this.#enter(await this.#api.get("auth/me"));
        return;
      }
      const { required } = await this.#api.getOpen("auth/setup");
      this.phase = required ? "setup" : "login";
    } catch (failure) {
      if (this.phase === "starting") {
        this.failure = failure;
        this.phase = "unreachable";
      }
    }
  }

  #signedIn({ detail }) {
    session.keep(detail);
    this.#enter(detail.user);
  }

  #enter(user) {
    this.user = user;
    this.notice = "";
    this.phase = "shell";
    this.#live.start();
    this.#registry.start();
  }

  async #signOut() {
    try {
      await this.#api.post("auth/logout");
    } catch {
      // The token is forgotten here in any case; a hub that is away cannot be told.
    }
    location.hash = "#/devices";
    this.#signedOut("You are signed out.");
  }

  #signedOut(notice) {
    session.clear();
    this.#live.stop();
    this.#registry.stop();
    this.user = null;
    this.notice = notice;
    this.phase = "login";
  }

  async #closePanel() {
    const { deviceId } = this.route;
    location.hash = "#/devices";
    this.route = routeOf(location.hash);
    await this.updateComplete;
    this.querySelector(`[data-device="${CSS.escape(deviceId)}"]`)?.focus();
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector("#main").focus();
  }
}

customElements.define("hub-console", HubConsole);
