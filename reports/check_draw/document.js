// Documents: RFC 8785 and one LF. A reader compares a file's bytes with what it would write itself.

// The protocol cannot go on; every reason is named.
class Refused extends Error {
  constructor(...reasons) {
    super(reasons.join("；"));
    this.reasons = reasons;
  }
}

const ENCODER = new TextEncoder();
const utf8 = (text) => ENCODER.encode(text);
const DEEPEST = 64, TOO_DEEP = `层次过深，超过 ${DEEPEST} 层`;

// RFC 8785 text of strings, integers, lists, objects and null; keys sorted by UTF-16 code units.
// `odd` is called for each value that no document may hold.
function canonicalJson(value, odd = null, depth = 0) {
  if (odd && depth > DEEPEST) return odd();
  if (value === null || typeof value !== "object") {
    if (odd && !isPlain(value)) odd();
    return JSON.stringify(value);
  }
  let out = "", comma = "";
  if (Array.isArray(value)) {
    for (const each of value) {
      out += comma + canonicalJson(each, odd, depth + 1);
      comma = ",";
    }
    return `[${out}]`;
  }
  for (const key of Object.keys(value).sort()) {
    out += `${comma}${canonicalJson(key, odd)}:${canonicalJson(value[key], odd, depth + 1)}`;
    comma = ",";
  }
  return `{${out}}`;
}

// The same, by the browser's own writer where that writes it so.
const textOf = (value, odd, depth) =>
  isInOrder(value, depth) ? JSON.stringify(value) : canonicalJson(value, odd, depth);

// Whether all keys stand in their order and nothing inside is odd.
function isInOrder(value, depth) {
  if (depth > DEEPEST) return false;
  if (value === null || typeof value !== "object") return isPlain(value);
  if (Array.isArray(value)) return value.every((each) => isInOrder(each, depth + 1));
  let last = null;
  for (const key of Object.keys(value)) {
    if (last !== null && key < last || !isPlain(key) || !isInOrder(value[key], depth + 1)) return false;
    last = key;
  }
  return true;
}

function isPlain(value) {
  if (typeof value === "string") return !/[\ud800-\udfff]/.test(value) || !/\p{Surrogate}/u.test(value);
  return value === null || Number.isSafeInteger(value);
}

// Whether `value` holds nothing that no document may hold.
function isDocument(value) {
  let odd = false;
  canonicalJson(value, () => {
    odd = true;
    return "";
  });
  return !odd;
}

const documentOf = (value) => utf8(`${canonicalJson(value)}\n`);
const documentDigest = (suite, value) => hex(digest(suite, documentOf(value)));

// The members of an object as they stand in its document, by key: written once, used for the file
// and for what the digest leaves out.
function membersOf(value, odd = null) {
  const members = new Map();
  for (const key of Object.keys(value).sort()) {
    members.set(key, `${canonicalJson(key, odd)}:${textOf(value[key], odd, 1)}`);
  }
  return members;
}

function documentWithout(members, ...left) {
  return utf8(`{${[...members].filter(([key]) => !left.includes(key)).map(([, text]) => text).join(",")}}\n`);
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

// { value, problems, members }: the value, undefined where there is none to be had, and in Chinese
// all that keeps the bytes from being a document.
function readDocument(bytes) {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { problems: [`文件第 ${firstNotUtf8(bytes) + 1} 个字节不是 UTF-8 文字`], members: null };
  }
  const quick = readQuickly(text);
  if (quick) return { ...quick, problems: [] };
  const slow = new Reader(text), value = slow.document();
  if (value === undefined) return { problems: slow.problems, members: null };
  const members = isObject(value) ? membersOf(value) : null;
  if (slow.problems.length === 0) slow.problems.push("文件不是规定的写法：项的次序、空白、转义或末尾换行有改动");
  return { value, members, problems: [...new Set(slow.problems)] };
}

// { value, members } of a text that is a document, or null.
function readQuickly(text) {
  let value, odd = false;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const tell = () => {
    odd = true;
    return "";
  };
  const members = isObject(value) ? membersOf(value, tell) : null;
  const own = members ? `{${[...members.values()].join(",")}}\n` : `${canonicalJson(value, tell)}\n`;
  return own === text && !odd ? { value, members } : null;
}

// Where the first byte stands that cannot belong to a text, from 0.
function firstNotUtf8(bytes) {
  const begins = (end, stream) => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, end), { stream });
      return true;
    } catch {
      return false;
    }
  };
  let low = 0, high = bytes.length;
  while (low < high) {
    const middle = low + high + 1 >> 1;
    if (begins(middle, true)) low = middle;
    else high = middle - 1;
  }
  while (!begins(low, false)) low--;
  return low;
}
