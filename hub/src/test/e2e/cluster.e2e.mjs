// npm's socket.io-client, polling through a proxy that sends each request to the other node.
import assert from "node:assert/strict";
import http from "node:http";

const NODES = [process.env.FIRST_URL, process.env.SECOND_URL].map((url) => new URL(url));
const WITHIN_MS = 30_000;
const counts = [0, 0];
let turn = 0;

const { io } = await import("socket.io-client").catch(() => {
  console.log("socket.io-client is missing: run `npm ci` in hub/src/test/e2e");
  process.exit(77);
});

const proxy = http.createServer((request, response) => {
  const which = turn++ % NODES.length;
  counts[which]++;
  const onward = http.request(
    {
      host: NODES[which].hostname,
      port: NODES[which].port,
      path: request.url,
      method: request.method,
      headers: { ...request.headers, connection: "close" },
      agent: false,
    },
    (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on("error", () => response.destroy());
  request.pipe(onward);
});

function within(promise, what) {
  let timer;
  const tooLate = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${WITHIN_MS} ms`)), WITHIN_MS);
  });
  return Promise.race([promise, tooLate]).finally(() => clearTimeout(timer));
}

function heard(socket, event) {
  return within(new Promise((resolve) => socket.once(event, resolve)), event);
}

await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
const socket = io(`http://127.0.0.1:${proxy.address().port}/socket/haptique-protocol`, {
  transports: ["polling"],
  auth: { token: process.env.TOKEN },
  reconnection: false,
});
let lost = null;
socket.on("disconnect", (reason) => (lost = reason));
await heard(socket, "connect");
const sid = socket.io.engine.id;
while (Math.min(...counts) < 6) {
  assert.equal(lost, null);
  const answer = await within(
    new Promise((resolve) => socket.emit("haptique:command", { command: "list.devices" }, resolve)),
    "an answer",
  );
  assert.equal(answer.ok, true, JSON.stringify(answer));
}
assert.equal(socket.io.engine.id, sid);
console.log(`one session over both nodes: ${counts.join(" and ")} requests`);
socket.close();
proxy.closeAllConnections?.();
proxy.close();
process.exit(0);
