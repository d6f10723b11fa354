// Bytes and texts: UTF-8, canonical JSON (RFC 8785), and the sorted lines of step 1.

// The protocol cannot go on; every reason is named.
class Refused extends Error {
  constructor(...reasons) {
    super(reasons.join("；"));
    this.reasons = reasons;
  }
}

const ENCODER = new TextEncoder();
const utf8 = (text) => ENCODER.encode(text);

// RFC 8785 text of strings, integers, lists and objects; keys sorted by UTF-16 code units.
function canonicalJson(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  let out = "", comma = "";
  if (Array.isArray(value)) {
    for (const each of value) {
      out += comma + canonicalJson(each);
      comma = ",";
    }
    return `[${out}]`;
  }
  for (const key of Object.keys(value).sort()) {
    out += `${comma}${JSON.stringify(key)}:${canonicalJson(value[key])}`;
    comma = ",";
  }
  return `{${out}}`;
}

function countLines(bytes) {
  let n = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 10) n++;
  return n;
}

// Whether `a` comes before `b` by UTF-8 bytes: code points, where UTF-16 order may differ.
function before(a, b) {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const x = a.charCodeAt(i), y = b.charCodeAt(i);
    if (x !== y) {
      const high = (unit) => unit >= 0xd800 && unit < 0xe000;
      return high(x) === high(y) ? x < y : high(y);
    }
  }
  return a.length < b.length;
}

// The lines of a canonical text: strictly sorted by their bytes, each ended by LF.
function linesOf(name, text) {
  if (text === "") return [];
  if (!text.endsWith("\n")) throw new Refused(`${name}：末行没有换行符`);
  const lines = text.split("\n");
  lines.pop();
  const less = /[\ud800-\udfff]/.test(text) ? before : (a, b) => a < b;
  for (let i = 1; i < lines.length; i++) {
    if (!less(lines[i - 1], lines[i])) throw new Refused(`${name}：各行没有按字节排序，或有重复`);
  }
  return lines;
}

// The two columns of a canonical text, as two lists.
function columnsOf(name, text) {
  const lines = linesOf(name, text), left = new Array(lines.length), right = new Array(lines.length);
  for (let i = 0; i < lines.length; i++) {
    const tab = lines[i].indexOf("\t");
    if (tab < 1 || tab === lines[i].length - 1) {
      throw new Refused(`${name}：「${lines[i]}」不是以制表符分开的两列`);
    }
    left[i] = lines[i].slice(0, tab);
    right[i] = lines[i].slice(tab + 1);
  }
  return [left, right];
}

// Ids and strata of a subjects text, side by side.
function readSubjects(text) {
  const name = "市场主体名录", [ids, strata] = columnsOf(name, text);
  if (ids.length === 0) throw new Refused(`${name}：一家也没有`);
  // Sorted lines put one id twice next to itself: TAB is smaller than any character of an id.
  const doubled = new Set(ids.filter((id, i) => i > 0 && id === ids[i - 1]));
  if (doubled.size) throw new Refused(...[...doubled].map((id) => `${name}：「${id}」出现多次`));
  const strange = ids.filter((id) => !/^[0-9A-Z]{1,64}$/.test(id));
  if (strange.length) {
    throw new Refused(...strange.map((id) => `${name}：「${id}」不是大写字母和数字的代码`));
  }
  return [ids, strata];
}

function readInspectors(text) {
  const name = "检查人员代号", codes = linesOf(name, text);
  const strange = codes.filter((code) => !/^[0-9A-Za-z-]{1,64}$/.test(code));
  if (strange.length) {
    throw new Refused(...strange.map((code) => `${name}：「${code}」不是字母和数字的代号`));
  }
  return codes;
}

// Subject id -> set of the places in `codes` of the inspectors recused from it.
function readRecusals(text, codes) {
  const name = "回避名单", [who, whom] = columnsOf(name, text);
  const place = new Map(codes.map((code, i) => [code, i])), recusals = new Map();
  who.forEach((code, i) => {
    if (!place.has(code)) throw new Refused(`${name}：「${code}」不在检查人员代号中`);
    if (!recusals.has(whom[i])) recusals.set(whom[i], new Set());
    recusals.get(whom[i]).add(place.get(code));
  });
  return recusals;
}

// A credit code as the protocol writes it.
const subjectId = (written) => written.normalize("NFKC").trim().toUpperCase();
