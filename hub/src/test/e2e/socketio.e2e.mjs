// npm's socket.io-client, three generations of it, against an echo server at ECHO_URL.
import assert from "node:assert/strict";

const URL = process.env.ECHO_URL;
const WITHIN_MS = 10_000;
const GENERATIONS = ["socket.io-client", "socket.io-client-4.0", "socket.io-client-3"];
const WAYS = {
  "polling only": { transports: ["polling"] },
  "WebSocket only": { transports: ["websocket"] },
  "polling, then WebSocket": { transports: ["polling", "websocket"] },
};

const packages = await Promise.all(
  GENERATIONS.map((name) => import(name).catch(() => missing(name))),
);

function missing(name) {
  console.log(`${name} is missing: run \`npm ci\` in hub/src/test/e2e`);
  process.exit(77);
}

function within(promise, what) {
  let timer;
  const tooLate = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${WITHIN_MS} ms`)), WITHIN_MS);
  });
  return Promise.race([promise, tooLate]).finally(() => clearTimeout(timer));
}

function next(emitter, event) {
  return within(new Promise((resolve) => emitter.once(event, (...args) => resolve(args))), event);
}

function connect(io, namespace, way, auth) {
  return io(URL + namespace, { ...way, auth, forceNew: true, reconnectionDelay: 50 });
}

const checks = {
  async "connects with auth, to both namespaces"(io, way) {
    for (const namespace of ["/", "/custom"]) {
      const socket = connect(io, namespace, way, { token: "t" });
      const [auth] = await next(socket, "auth");
      assert.deepEqual(auth, { token: "t" });
      assert.ok(socket.id);
      socket.disconnect();
    }
  },

  async "is refused elsewhere"(io, way) {
    const socket = connect(io, "/elsewhere", way);
    const [error] = await next(socket, "connect_error");
    assert.equal(error.message, "Invalid namespace");
    socket.disconnect();
  },

  async "gets text and binary back"(io, way) {
    const socket = connect(io, "/", way);
    const sent = [1, "zwei \u2713", { three: [true, null, 1.5] }, Buffer.from([0, 1, 254, 255])];
    socket.emit("message", ...sent);
    const back = await next(socket, "message-back");
    assert.deepEqual(back, sent);
    socket.disconnect();
  },

  async "gets acknowledgements with text and binary"(io, way) {
    const socket = connect(io, "/custom", way);
    const sent = [{ deep: [{ bytes: Buffer.from("abc") }] }, "x"];
    const back = await within(
      new Promise((resolve) => socket.emit("message-with-ack", ...sent, (...args) => resolve(args))),
      "ack",
    );
    assert.deepEqual(back, sent);
    socket.disconnect();
  },

  async "keeps order over an upgrade"(io, way) {
    const socket = connect(io, "/", way);
    const got = [];
    const all = new Promise((resolve) =>
      socket.on("message-back", (n) => {
        got.push(n);
        if (got.length === 500) {
          resolve();
        }
      }),
    );
    await next(socket, "connect");
    for (let n = 0; n < 500; n++) {
      socket.emit("message", n);
      if (n % 25 === 0) {
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    }
    await within(all, "500 answers");
    assert.deepEqual(got, [...Array(500).keys()]);
    const wanted = way.transports.at(-1);
    if (socket.io.engine.transport.name !== wanted) {
      await next(socket.io.engine, "upgrade");
    }
    assert.equal(socket.io.engine.transport.name, wanted);
    socket.disconnect();
  },

  async "comes back after the connection broke"(io, way) {
    const socket = connect(io, "/", way, { token: "again" });
    await next(socket, "auth");
    const first = socket.id;
    const disconnected = next(socket, "disconnect");
    socket.io.engine.close();
    await disconnected;
    const [auth] = await next(socket, "auth");
    assert.deepEqual(auth, { token: "again" });
    assert.notEqual(socket.id, first);
    socket.disconnect();
  },
};

for (const [index, module] of packages.entries()) {
  for (const [name, way] of Object.entries(WAYS)) {
    for (const [what, check] of Object.entries(checks)) {
      try {
        await check(module.io, way);
      } catch (cause) {
        throw new Error(`${GENERATIONS[index]}, ${name}: ${what}`, { cause });
      }
    }
    console.log(`${GENERATIONS[index]}, ${name}: ${Object.keys(checks).length} checks passed`);
  }
}
process.exit(0);
