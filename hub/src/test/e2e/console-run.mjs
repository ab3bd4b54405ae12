/** A browser with one page, what it complained about, and the steps that were taken with it. */
import { join } from "node:path";
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const STEP_WITHIN_MS = 15_000;

export class ConsoleRun {
  #browser;
  #screenshots;
  #complaints = [];
  #expected = [];

  static async start({ browser, screenshots }) {
    const run = new ConsoleRun();
    run.#screenshots = screenshots;
    run.#browser = await chromium.launch({ executablePath: browser, args: ARGUMENTS });
    const context = await run.#browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-US" });
    run.page = await context.newPage();
    run.page.setDefaultTimeout(STEP_WITHIN_MS);
    await run.#listen();
    return run;
  }

  async step(name, action, target) {
    await action(this.#tools(), target);
    console.log(`ok  ${name}`);
  }

  async picture(name) {
    if (this.#screenshots) {
      await this.page.screenshot({ path: join(this.#screenshots, `${name}.png`) });
    }
  }

  stop() {
    return this.#browser.close();
  }

  #tools() {
    return {
      page: this.page,
      picture: (name) => this.picture(name),
      expectError: (address) => this.#expected.push(address),
      complaints: () => this.#complaints,
    };
  }

  async #listen() {
    this.page.on("pageerror", (error) => this.#complaints.push(`page error: ${error.stack}`));
    this.page.on("console", (message) => this.#weigh(message));
    await this.page.exposeFunction("reportViolation", (text) => this.#complaints.push(`policy violation: ${text}`));
    await this.page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
        window.reportViolation(`${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber}`));
    });
  }

  /** Browsers write each refused or broken request to the console; those that a step provokes are expected from then on. */
  #weigh(message) {
    if (message.type() !== "error" && message.type() !== "warning") {
      return;
    }
    const { url } = message.location();
    const isRefusal = /status of 40[13]|net::ERR_/.test(message.text());
    if (!(isRefusal && this.#expected.some((address) => address.test(url)))) {
      this.#complaints.push(`console ${message.type()}: ${message.text()} (${url})`);
    }
  }
}
