// Bytes and texts: UTF-8, canonical JSON (RFC 8785), and the sorted lines of step 1.

// The record says something that the protocol cannot read.
class BadFormat extends Error {}

// The protocol itself refuses; every reason is named.
class Refused extends Error {
  constructor(...reasons) {
    super(reasons.join("；"));
    this.reasons = reasons;
  }
}

// The value under `key`, which must be there.
function need(object, key) {
  if (object === null || typeof object !== "object" || Array.isArray(object)) {
    throw new BadFormat(`应有「${key}」的地方不是对象`);
  }
  if (!Object.hasOwn(object, key)) throw new BadFormat(`缺少「${key}」`);
  return object[key];
}

function needText(object, key) {
  const value = need(object, key);
  if (typeof value !== "string") throw new BadFormat(`「${key}」应为文字`);
  return value;
}

function needInteger(object, key) {
  const value = need(object, key);
  if (!Number.isSafeInteger(value)) throw new BadFormat(`「${key}」应为整数`);
  return value;
}

function needList(object, key) {
  const value = need(object, key);
  if (!Array.isArray(value)) throw new BadFormat(`「${key}」应为列表`);
  return value;
}

function needTexts(object, key) {
  const values = needList(object, key);
  if (values.some((value) => typeof value !== "string")) throw new BadFormat(`「${key}」应为文字的列表`);
  return values;
}

function utf8(text) {
  if (/\p{Surrogate}/u.test(text)) throw new BadFormat("文字中有不成对的代理码位");
  return new TextEncoder().encode(text);
}

// RFC 8785 text of strings, integers, lists and objects; keys sorted by UTF-16 code units.
function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const members = Object.keys(value).sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
    return `{${members.join(",")}}`;
  }
  if (typeof value === "string" || Number.isSafeInteger(value)) return JSON.stringify(value);
  throw new BadFormat(`公告中只能有文字、整数、列表和对象，实有 ${value}`);
}

function countLines(bytes) {
  let n = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 10) n++;
  return n;
}

// Whether `a` comes before `b` by UTF-8 bytes: code points, where UTF-16 order may differ.
function before(a, b) {
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) {
      const high = (unit) => unit >= 0xd800 && unit < 0xe000;
      const x = a.charCodeAt(i), y = b.charCodeAt(i);
      return high(x) === high(y) ? x < y : high(y);
    }
  }
  return a.length < b.length;
}

// The lines of a canonical text: strictly sorted by their bytes, each ended by LF.
function linesOf(text) {
  if (text === "") return [];
  if (!text.endsWith("\n")) throw new BadFormat("末行没有换行符");
  const lines = text.split("\n");
  lines.pop();
  const less = /[\ud800-\udfff]/.test(text) ? before : (a, b) => a < b;
  for (let i = 1; i < lines.length; i++) {
    if (!less(lines[i - 1], lines[i])) throw new BadFormat("各行没有按字节排序，或有重复");
  }
  return lines;
}

// The two columns of a canonical text, as two lists.
function columnsOf(text) {
  const lines = linesOf(text), left = new Array(lines.length), right = new Array(lines.length);
  for (let i = 0; i < lines.length; i++) {
    const tab = lines[i].indexOf("\t");
    if (tab < 1 || tab === lines[i].length - 1) {
      throw new BadFormat(`「${lines[i]}」不是以制表符分开的两列`);
    }
    left[i] = lines[i].slice(0, tab);
    right[i] = lines[i].slice(tab + 1);
  }
  return [left, right];
}

// A credit code as the protocol writes it.
const subjectId = (written) => written.normalize("NFKC").trim().toUpperCase();
