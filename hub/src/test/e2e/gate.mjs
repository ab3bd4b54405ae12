/** A door between the browser and the hub that a test can shut: cuts open connections and refuses new ones. */
import { createServer, connect } from "node:net";
import { once } from "node:events";

export class Gate {
  #hub;
  #server;
  #sockets = new Set();
  #shut = false;

  /** Opens a gate on a free port of this machine; `url` is then the hub as seen through it. */
  static async open(hub) {
    const gate = new Gate();
    gate.#hub = new URL(hub);
    gate.#server = createServer((socket) => gate.#join(socket));
    gate.#server.listen(0, "127.0.0.1");
    await once(gate.#server, "listening");
    gate.url = `http://127.0.0.1:${gate.#server.address().port}`;
    return gate;
  }

  shut() {
    this.#shut = true;
    this.#sockets.forEach((socket) => socket.destroy());
  }

  reopen() {
    this.#shut = false;
  }

  close() {
    this.shut();
    this.#server.close();
  }

  #join(client) {
    if (this.#shut) {
      client.destroy();
      return;
    }
    const upstream = connect({ host: this.#hub.hostname, port: Number(this.#hub.port || 80) });
    for (const [socket, other] of [[client, upstream], [upstream, client]]) {
      this.#sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
