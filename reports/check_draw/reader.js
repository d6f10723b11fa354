// The slow reader: of a text that is no document, the value and all that is wrong with it.

class NotJson extends Error {}

// A JSON text read letter by letter. Like the command, it keeps no number that is not whole and
// lets the last of two equal keys stand.
class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.problems = [];
    this.strange = [];
  }

  // The value, or undefined with the reason in `problems`.
  document() {
    try {
      const value = this.value(0);
      this.space();
      if (this.at < this.text.length) this.stop(this.at);
      this.problems.push(...this.strange);
      return value;
    } catch (error) {
      if (error instanceof RangeError) this.problems = [TOO_DEEP];
      else if (!(error instanceof NotJson)) throw error;
      return undefined;
    }
  }

  stop(at) {
    const before = this.text.slice(0, at).split("\n");
    this.problems = [`不是 JSON：第 ${before.length} 行第 ${[...before.at(-1)].length + 1} 个字符读不下去`];
    throw new NotJson();
  }

  space() {
    while (" \t\n\r".includes(this.text[this.at]) && this.at < this.text.length) this.at++;
  }

  value(depth) {
    this.space();
    const letter = this.text[this.at];
    if (depth > DEEPEST) this.strange.push(TOO_DEEP);
    if (letter === "{") return this.object(depth);
    if (letter === "[") return this.list(depth);
    if (letter === '"') return this.string();
    return this.bare();
  }

  object(depth) {
    const found = {}, seen = new Set(), twice = [];
    this.at++;
    this.space();
    for (let first = true; this.text[this.at] !== "}" || !first; first = false) {
      this.space();
      if (this.text[this.at] !== '"') this.stop(this.at);
      const key = this.string();
      this.space();
      if (this.text[this.at] !== ":") this.stop(this.at);
      this.at++;
      const value = this.value(depth + 1);
      Object.defineProperty(found, key, { value, enumerable: true, configurable: true, writable: true });
      if (seen.has(key)) twice.push(`「${key.replace(/\p{Surrogate}/gu, "?")}」出现多次`);
      seen.add(key);
      this.space();
      if (this.text[this.at] === "}") break;
      if (this.text[this.at] !== ",") this.stop(this.at);
      this.at++;
    }
    this.at++;
    this.problems.push(...twice);
    return found;
  }

  list(depth) {
    const found = [];
    this.at++;
    this.space();
    if (this.text[this.at] === "]") {
      this.at++;
      return found;
    }
    for (;;) {
      found.push(this.value(depth + 1));
      this.space();
      if (this.text[this.at] === "]") break;
      if (this.text[this.at] !== ",") this.stop(this.at);
      this.at++;
    }
    this.at++;
    return found;
  }

  string() {
    const start = this.at, pattern = /"[^"\\\x00-\x1f]*(?:\\["\\/bfnrtu][^"\\\x00-\x1f]*)*/y;
    pattern.lastIndex = start;
    const written = pattern.exec(this.text)[0], end = pattern.lastIndex;
    const open = end + (this.text[end] === "\\" ? 1 : 0) >= this.text.length;
    if (this.text[end] !== '"') this.stop(open ? start : end);
    this.at = end + 1;
    let text;
    try {
      text = JSON.parse(`${written}"`);
    } catch {
      this.stop(start + written.search(/\\u(?![0-9a-fA-F]{4})/) + 1);
    }
    if (/\p{Surrogate}/u.test(text)) this.strange.push("文字中有不成对的代理码位");
    return text;
  }

  bare() {
    const pattern = /null|true|false|NaN|-?Infinity|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
    pattern.lastIndex = this.at;
    const word = pattern.exec(this.text)?.[0];
    if (word === undefined) this.stop(this.at);
    this.at = pattern.lastIndex;
    if (word === "null") return null;
    if (word === "true" || word === "false") {
      this.strange.push(`数值「${word}」不是整数`);
      return word === "true";
    }
    return /^-?[0-9]+$/.test(word) ? this.integer(word) : this.number(word);
  }

  number(word) {
    this.problems.push(`数值「${word.slice(0, 40)}」不是整数`);
    return null;
  }

  integer(digits) {
    if (digits === "-0") this.problems.push("数值「-0」应写作 0");
    const most = Number.MAX_SAFE_INTEGER;
    if (digits.length > 17) {
      this.problems.push(`整数 ${digits.slice(0, 20)}… 超出范围（绝对值至多 ${most}）`);
      return null;
    }
    if (!Number.isSafeInteger(Number(digits))) this.strange.push(`整数 ${digits} 超出范围（绝对值至多 ${most}）`);
    return Number(digits) || 0;
  }
}
