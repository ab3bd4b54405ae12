/** Reads server-sent events from a byte stream: yields `{event, data, id}` for each, and calls `onBytes` whenever anything arrived. */
const LONGEST_EVENT = 32 * 1024 * 1024;

export async function* serverSentEvents(body, { onBytes }) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const assembly = new EventAssembly();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return;
      }
      onBytes();
      const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      if (rest.length > LONGEST_EVENT) {
        throw new RangeError("an event of the stream is too long");
      }
      yield* assembly.take(lines);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

class EventAssembly {
  #event = "message";
  #data = [];
  #length = 0;
  #id = null;

  *take(lines) {
    for (const line of lines) {
      if (line !== "") {
        this.#field(line);
        continue;
      }
      if (this.#data.length > 0) {
        yield { event: this.#event, data: this.#data.join("\n"), id: this.#id };
      }
      this.#clear();
    }
  }

  #field(line) {
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "event") {
      this.#event = value;
    } else if (name === "id") {
      this.#id = value;
    } else if (name === "data") {
      this.#addData(value);
    }
  }

  #addData(value) {
    this.#length += value.length;
    if (this.#length > LONGEST_EVENT) {
      throw new RangeError("an event of the stream is too long");
    }
    this.#data.push(value);
  }

  #clear() {
    this.#event = "message";
    this.#data = [];
    this.#length = 0;
  }
}
