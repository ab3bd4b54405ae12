/** A Lit element that renders into the page itself, so that one style sheet, labels and password stores reach everything. */
import { LitElement } from "lit";

export class PageElement extends LitElement {
  createRenderRoot() {
    return this;
  }

  /** Renders again whenever one of the named events comes from a source, while this element is on the page. */
  follow(source, ...names) {
    this.addController(new Following(this, source, names));
  }
}

class Following {
  #host;
  #source;
  #names;
  #followed = null;
  #update = () => this.#host.requestUpdate();

  constructor(host, source, names) {
    this.#host = host;
    this.#source = source;
    this.#names = names;
  }

  hostConnected() {
    this.#followed = this.#source();
    this.#names.forEach((name) => this.#followed.addEventListener(name, this.#update));
  }

  hostDisconnected() {
    this.#names.forEach((name) => this.#followed.removeEventListener(name, this.#update));
    this.#followed = null;
  }
}
