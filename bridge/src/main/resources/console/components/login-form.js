import { html, nothing } from "lit";
import { PageElement } from "./page-element.js";
import { failureNote } from "./failure-note.js";
import { logo } from "./icons.js";

/** Signs a person in. Dispatches `signed-in` with the login. */
class LoginForm extends PageElement {
  static properties = {
    api: { attribute: false },
    notice: { type: String },
    busy: { state: true },
    failure: { state: true },
  };

  constructor() {
    super();
    this.notice = "";
    this.busy = false;
    this.failure = null;
  }

  firstUpdated() {
    this.querySelector("#username").focus();
  }

  render() {
    return html`
      <form class="center-card" @submit=${this.#submit} aria-labelledby="login-title">
        <div class="brand">${logo()}<span>Busbar</span></div>
        <h1 id="login-title">Sign in</h1>
        ${this.notice && !this.failure ? html`<p class="note wait" role="status">${this.notice}</p>` : nothing}
        ${failureNote(this.failure)}
        <label for="username">User name</label>
        <input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="200">
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1000">
        <button class="primary wide" ?disabled=${this.busy}>${this.busy ? "Signing in…" : "Sign in"}</button>
      </form>`;
  }

  async #submit(event) {
    event.preventDefault();
    const { username, password } = event.target.elements;
    this.busy = true;
    this.failure = null;
    try {
      const login = await this.api.postOpen("auth/login", { username: username.value.trim(), password: password.value });
      this.dispatchEvent(new CustomEvent("signed-in", { detail: login }));
    } catch (failure) {
      this.failure = failure;
      password.select();
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("login-form", LoginForm);
