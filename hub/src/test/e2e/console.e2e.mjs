/**
 * Uses the console of a running hub the way a person does, in Chromium.
 *
 *   HUB_URL=http://127.0.0.1:8080 SETUP_CODE=... npm run console
 *
 * HUB_URL            the hub, without a path
 * SETUP_CODE         the one-time code from the hub's log; needed while the hub has no administrator
 * CONSOLE_USERNAME   account to create or, on a hub that is set up, to sign in with (default: ada)
 * CONSOLE_PASSWORD   its password
 * CONSOLE_DEVICE     id of the device to use (default: the first online one with a number to set and a state that shows it)
 * CHROMIUM           browser (default: /usr/bin/chromium)
 * SCREENSHOTS        folder for pictures of each step (default: none)
 *
 * Ends with 0 when everything held, 1 when not, 77 when there is no browser to test with.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { ConsoleRun } from "./console-run.mjs";
import { Gate } from "./gate.mjs";

const hub = process.env.HUB_URL?.replace(/\/$/, "");
const browser = process.env.CHROMIUM ?? "/usr/bin/chromium";
const account = {
  username: process.env.CONSOLE_USERNAME ?? "ada",
  password: process.env.CONSOLE_PASSWORD ?? "nine-copper-kettles-sing",
};

const ICON = /\/os\/favicon\.svg$/;

let ownToken = null;

if (!hub) {
  console.error("HUB_URL is not set. Example: HUB_URL=http://127.0.0.1:8080 SETUP_CODE=abcd-efgh npm run console");
  process.exit(1);
}
if (!existsSync(browser)) {
  console.error(`SKIPPED: no browser at ${browser}. Install Chromium or set CHROMIUM.`);
  process.exit(77);
}

const gate = await Gate.open(hub);
const run = await ConsoleRun.start({ browser, screenshots: process.env.SCREENSHOTS });
try {
  await run.step("the page is served with a strict content security policy", servesPolicy);
  await run.step("first start or sign-in leads to the devices", entersConsole);
  const target = await chooseTarget();
  await run.step("the list shows the device and finds it by name", findsDevice, target);
  await run.step("the open device follows its live state", followsLiveState, target);
  await run.step("a catalog command is sent and its outcome is shown", sendsCommand, target);
  await run.step("the stream lists the event and can be held", showsEvents, target);
  await run.step("drivers are listed with their status", showsDrivers);
  await run.step("the page fits a phone without scrolling sideways", fitsPhone, target);
  await run.step("a lost connection is said, and comes back by itself", reconnects);
  await run.step("signing out ends the session", signsOut);
  await run.step("a wrong password is refused with a message", refusesWrongPassword);
  await run.step("an ended session leads back to sign-in with a notice", noticesEndedSession);
  await run.step("no policy violation, no console error", staysClean);
  console.log("All steps held.");
} catch (failure) {
  console.error(failure);
  await run.picture("failure");
  process.exitCode = 1;
} finally {
  await run.stop();
  gate.close();
}

async function servesPolicy({ page }) {
  const answer = await page.goto(`${gate.url}/os/`);
  const policy = answer.headers()["content-security-policy"] ?? "";
  assert.equal(answer.status(), 200);
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self' 'sha256-[A-Za-z0-9+/]{43}='/);
  assert.doesNotMatch(policy, /unsafe/);
}

async function entersConsole({ page, picture }) {
  const form = page.locator("setup-form, login-form");
  await form.waitFor();
  if (await page.locator("setup-form").count()) {
    await setUp(page);
  } else {
    await signIn(page, account.password);
  }
  await page.getByRole("navigation", { name: "Views" }).waitFor();
  await page.locator("device-card").first().waitFor();
  await page.locator(".live", { hasText: /^Live$/ }).waitFor();
  await picture("devices");
}

async function setUp(page) {
  const code = process.env.SETUP_CODE;
  assert.ok(code, "the hub is new: set SETUP_CODE to the code printed in its log");
  await page.getByLabel("Setup code").fill(code);
  await page.getByLabel("User name").fill(account.username);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.locator("#strength").getByText(/Good|Strong/).first().waitFor();
  await page.getByLabel("Password again").fill(account.password);
  await page.getByRole("button", { name: "Create administrator" }).click();
}

async function signIn(page, password) {
  await page.getByLabel("User name").fill(account.username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** A device, a command with a number between limits, and the state field that shows what was set. */
async function chooseTarget() {
  const devices = await api("devices");
  const wanted = process.env.CONSOLE_DEVICE;
  for (const device of devices.filter((each) => (wanted ? each.id === wanted : each.online))) {
    for (const command of device.commands ?? []) {
      const properties = Object.entries(command.payloadSchema?.properties ?? {});
      const found = properties.find(([key, property]) => hasLimits(property) && typeof device.state?.[shownAs(key)] === "number");
      if (found) {
        const [key, property] = found;
        return { device, command, key, shown: shownAs(key), ...valuesFor(property, device.state[shownAs(key)]) };
      }
    }
  }
  throw new Error("no online device takes a number that its state shows; start the hub with its demo house or name one in CONSOLE_DEVICE");
}

function hasLimits({ minimum, maximum }) {
  return Number.isFinite(minimum) && Number.isFinite(maximum);
}

/** What is asked of a thermostat is its target; its temperature is what it measures. */
function shownAs(key) {
  return key === "temperature" ? "targetTemperature" : key;
}

function valuesFor({ minimum, maximum }, current) {
  const free = [0.25, 0.5, 0.75].map((part) => Math.round(minimum + (maximum - minimum) * part)).filter((value) => value !== current);
  return { first: free[0], second: free[1] };
}

async function findsDevice({ page }, { device }) {
  await page.getByRole("searchbox", { name: "Search" }).fill(device.name);
  await page.locator(`[data-device="${device.id}"]`).waitFor();
  await page.getByRole("searchbox", { name: "Search" }).fill("no device has this name");
  await page.getByText("No device matches.").waitFor();
  await page.getByRole("button", { name: "Show all" }).click();
  await page.locator(`[data-device="${device.id}"]`).click();
  await page.getByRole("heading", { name: device.name, level: 2 }).waitFor();
}

async function followsLiveState({ page }, { device, command, key, shown, first }) {
  await sendPastThePage(device, command, { [key]: first });
  await shownValue(page, shown, first);
}

async function sendsCommand({ page, picture }, { command, key, shown, second }) {
  const form = page.locator(`form[data-command="${command.key}"]`);
  await form.locator(`input[type="number"][name="${key}"]`).fill(String(second));
  await form.getByRole("button", { name: /^Send/ }).click();
  await form.locator('[data-outcome="completed"]').waitFor();
  await shownValue(page, shown, second);
  await picture("device");
}

async function shownValue(page, field, value) {
  const text = new Intl.NumberFormat("en-US").format(value);
  await page.locator(`[data-part="state"] [data-field="${field}"]`, { hasText: new RegExp(`^\\s*${text}(?![\\d,.])`) }).waitFor();
}

async function showsEvents({ page, picture }, { device, command, key, first }) {
  await page.getByRole("link", { name: "Events" }).click();
  await page.getByLabel("Type").selectOption("ACTION_RESULT");
  const row = page.locator("event-row", { hasText: device.name }).first();
  await row.locator("summary").click();
  await row.locator("pre").getByText(`"${command.key}"`).first().waitFor();
  await picture("events");
  await page.getByLabel("Type").selectOption("");
  await page.getByRole("button", { name: "Pause" }).click();
  const held = await page.locator("event-row").count();
  await sendPastThePage(device, command, { [key]: first });
  await page.getByText(/^Paused, [1-9]\d* newer$/).waitFor();
  assert.equal(await page.locator("event-row").count(), held, "a held list must not grow");
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByText(/^\d+ events$/).waitFor();
}

async function showsDrivers({ page, picture }) {
  await page.getByRole("link", { name: "Drivers" }).click();
  await page.locator(".driver .status").first().waitFor();
  await picture("drivers");
}

async function fitsPhone({ page, picture }, { device }) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  for (const view of ["devices", `devices/${encodeURIComponent(device.id)}`, "events", "drivers"]) {
    await page.goto(`${gate.url}/os/#/${view}`);
    await page.locator(`nav a[aria-current="page"][href="#/${view.split("/")[0]}"]`).waitFor();
    await picture(`phone-${view.split("/").length > 1 ? "device" : view}`);
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(content <= window, `${view} is ${content} wide in a window of ${window}`);
  }
  await page.setViewportSize(before);
}

async function reconnects({ page, picture, expectError }) {
  expectError(/\/app\/os\//);
  expectError(ICON); // Browsers ask for it when they like.
  gate.shut();
  await page.getByText("Reconnecting…").waitFor();
  await picture("reconnecting");
  gate.reopen();
  await page.locator(".live", { hasText: /^Live$/ }).waitFor({ timeout: 30_000 });
  await page.getByText("Reconnecting…").waitFor({ state: "detached" });
}

async function signsOut({ page }) {
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("You are signed out.").waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0, "nothing may be left in the tab's storage");
}

async function refusesWrongPassword({ page, expectError }) {
  expectError(/auth\/login/);
  await signIn(page, "not the password");
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.notEqual((await alert.innerText()).trim(), "");
}

async function noticesEndedSession({ page, expectError }) {
  await signIn(page, account.password);
  await page.locator("device-card").first().waitFor();
  expectError(/\/app\/os\//);
  const token = await page.evaluate(() => Object.values({ ...sessionStorage })[0]);
  await api("auth/logout", { method: "POST", token });
  await page.getByRole("link", { name: "Drivers" }).click();
  await page.getByText("Your session has ended. Please sign in again.").waitFor();
}

async function staysClean({ complaints }) {
  assert.deepEqual(complaints(), []);
}

async function sendPastThePage(device, command, payload) {
  const result = await api(`devices/${encodeURIComponent(device.id)}/command`, { method: "POST", body: { command: command.key, payload } });
  assert.equal(result.status, "completed");
}

/** Calls the hub past the page, with a session of its own. */
async function api(path, { method = "GET", body, token } = {}) {
  ownToken ??= (await call("auth/login", { method: "POST", body: account })).accessToken;
  return call(path, { method, body, token: token ?? ownToken });
}

async function call(path, { method, body, token }) {
  const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const answer = await fetch(`${hub}/app/os/${path}`, { method, headers, body: method === "GET" ? undefined : JSON.stringify(body ?? {}) });
  const envelope = await answer.json();
  assert.equal(envelope.success, true, `${method} ${path}: ${JSON.stringify(envelope)}`);
  return envelope.data;
}
