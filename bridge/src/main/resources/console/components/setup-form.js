import { html } from "lit";
import { PageElement } from "./page-element.js";
import { failureNote } from "./failure-note.js";
import { logo } from "./icons.js";
import { strengthOf } from "../password-strength.js";

/** Creates the first administrator of a new hub. Dispatches `signed-in` with the login. */
class SetupForm extends PageElement {
  static properties = {
    api: { attribute: false },
    busy: { state: true },
    failure: { state: true },
    strength: { state: true },
  };

  constructor() {
    super();
    this.busy = false;
    this.failure = null;
    this.strength = strengthOf("");
  }

  firstUpdated() {
    this.querySelector("#setup-code").focus();
  }

  render() {
    return html`
      <form class="center-card" @submit=${this.#submit} @input=${this.#weigh} aria-labelledby="setup-title">
        <div class="brand">${logo()}<span>Busbar</span></div>
        <h1 id="setup-title">Welcome</h1>
        <p class="quiet">This hub is new. Create its first administrator. The one-time setup code is printed in the hub's log.</p>
        ${failureNote(this.failure)}
        <label for="setup-code">Setup code</label>
        <input id="setup-code" name="code" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" required maxlength="200">
        <label for="setup-username">User name</label>
        <input id="setup-username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="200">
        <label for="setup-password">Password</label>
        <input id="setup-password" name="password" type="password" autocomplete="new-password" required maxlength="1000" aria-describedby="strength">
        <div id="strength" class="strength">
          <meter min="0" max="4" low="2" high="3" optimum="4" .value=${this.strength.level} aria-label="Password strength"></meter>
          <p role="status"><b>${this.strength.word}</b> ${this.strength.advice}</p>
        </div>
        <label for="setup-repeat">Password again</label>
        <input id="setup-repeat" name="repeat" type="password" autocomplete="new-password" required maxlength="1000">
        <button class="primary wide" ?disabled=${this.busy}>${this.busy ? "Creating…" : "Create administrator"}</button>
      </form>`;
  }

  #weigh(event) {
    const { username, password, repeat } = event.currentTarget.elements;
    this.strength = strengthOf(password.value, username.value.trim());
    repeat.setCustomValidity("");
  }

  async #submit(event) {
    event.preventDefault();
    const { code, username, password, repeat } = event.target.elements;
    if (password.value !== repeat.value) {
      repeat.setCustomValidity("The two passwords differ.");
      repeat.reportValidity();
      return;
    }
    this.busy = true;
    this.failure = null;
    try {
      const account = { code: code.value.trim(), username: username.value.trim(), password: password.value };
      const login = await this.api.postOpen("auth/setup", account);
      this.dispatchEvent(new CustomEvent("signed-in", { detail: login }));
    } catch (failure) {
      this.failure = failure;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("setup-form", SetupForm);
