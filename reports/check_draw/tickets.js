// Step 5: tickets H(seed ‖ ASCII(label)), and the order they give.

function ascii(label) {
  const bytes = new Uint8Array(label.length);
  for (let i = 0; i < label.length; i++) bytes[i] = label.charCodeAt(i);
  return bytes;
}

// Tickets of one seed. The seed (32 bytes) and a prefix are laid out once, and the rounds that rest on
// them alone are done once; up to 55 bytes in all are one block.
class Tickets {
  constructor(suite, seed) {
    this.suite = suite;
    ({ block: this.block, steps: this.steps, start: this.start } = SUITES.get(suite));
    this.seed = wordBytes(seed);
    this.base = new Int32Array(16);
    this.words = new Int32Array(16);
    this.mid = new Uint32Array(8);
    this.begin(new Uint8Array(0));
  }

  // The tickets that follow are of labels beginning with these bytes.
  begin(prefix) {
    this.prefix = prefix;
    this.length = 32 + prefix.length;
    if (this.length > 55) return;
    const { base, seed, length } = this;
    base.fill(0);
    for (let i = 0; i < length; i++) {
      base[i >> 2] |= (i < 32 ? seed[i] : prefix[i - 32]) << 24 - 8 * (i & 3);
    }
    this.words.set(base);
    this.mid.set(this.start);
    this.steps?.(this.mid, base, 0, length >> 2);
  }

  // Writes the 8 words of the ticket of prefix + label (ASCII) to `out` from `at`.
  put(label, out, at) {
    const { words, base } = this, end = this.length + label.length;
    if (end > 55) {
      const message = new Uint8Array(end);
      message.set(this.seed);
      message.set(this.prefix, 32);
      message.set(ascii(label), this.length);
      out.set(digest(this.suite, message), at);
      return;
    }
    for (let i = this.length >> 2; i < 15; i++) words[i] = base[i];
    for (let i = 0, p = this.length; i < label.length; i++, p++) {
      words[p >> 2] |= label.charCodeAt(i) << 24 - 8 * (p & 3);
    }
    words[end >> 2] |= 0x80 << 24 - 8 * (end & 3);
    words[15] = end << 3;
    this.block(this.start, words, this.mid, this.length >> 2, out, at);
  }

  // The tickets of many labels, 8 words each.
  all(labels) {
    const out = new Uint32Array(8 * labels.length);
    this.begin(new Uint8Array(0));
    for (let i = 0; i < labels.length; i++) this.put(labels[i], out, 8 * i);
    return out;
  }
}

// Which of two tickets in `words` is smaller: the first word almost always tells.
function compareTickets(words, a, b) {
  for (let i = 0; i < 8; i++) {
    const difference = words[8 * a + i] - words[8 * b + i];
    if (difference !== 0) return difference;
  }
  return 0;
}

// The places in `which` ordered by ticket, ties by id.
function byTicket(which, words, ids) {
  return Uint32Array.from(which).sort((a, b) =>
    words[8 * a] - words[8 * b] || compareTickets(words, a, b) || (ids[a] < ids[b] ? -1 : 1));
}

// Stratum -> the places of its subjects in `ids`.
function placesByStratum(strata) {
  const found = new Map();
  for (let i = 0; i < strata.length; i++) {
    const among = found.get(strata[i]);
    if (among) among.push(i);
    else found.set(strata[i], [i]);
  }
  return found;
}
