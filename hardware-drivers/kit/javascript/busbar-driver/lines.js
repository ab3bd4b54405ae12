'use strict';

/** Cuts a byte stream into lines of limited length; null stands for a line that was too long. */
class Lines {
  constructor(limit) {
    this.limit = limit;
    this.pending = [];
    this.length = 0;
    this.skipping = false;
  }

  /** The lines completed by this chunk, without their ends. */
  feed(chunk) {
    const found = [];
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      this.append(chunk.subarray(from, end));
      found.push(this.cut());
      from = end + 1;
    }
    this.append(chunk.subarray(from));
    return found;
  }

  /** The last line when the stream ended without a line end. */
  rest() {
    return this.length > 0 || this.skipping ? [this.cut()] : [];
  }

  append(part) {
    if (this.skipping) return;
    if (this.length + part.length > this.limit) {
      this.skipping = true;
      this.pending = [];
      return;
    }
    this.pending.push(part);
    this.length += part.length;
  }

  cut() {
    const line = this.skipping ? null : Buffer.concat(this.pending).toString('utf8');
    this.pending = [];
    this.length = 0;
    this.skipping = false;
    return line;
  }
}

module.exports = { Lines };
