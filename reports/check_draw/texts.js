// Step 2: the five texts, read line by line, and all that is wrong with them.

// What a Chinese reader calls each, the form of a line (what comes once, and the rest), and what is expected.
const anyOf = (table) => `(?:${Object.keys(table).join("|")})`;
const MOVE = Object.entries(REASONS.move_fits).map(([kind, fit]) => `${kind}\t(?:${fit.join("|")})`).join("|");
const TEXTS = {
  subjects: { name: "市场主体名录", line: [SUBJECT_ID, `\t${STRATUM}`], expected: "18 或 15 位代码、类别" },
  inspectors: { name: "检查人员代号", line: [CODE, ""], expected: "1 至 16 位数字或大写字母的代号" },
  recusals: {
    name: "回避名单", line: [`${CODE}\t${SUBJECT_ID}`, `\t${anyOf(REASONS.recusal)}`],
    expected: "代号、18 或 15 位代码、规定的回避原因",
  },
  ineligible: {
    name: "未参加抽取名单", line: [SUBJECT_ID, `\t${anyOf(REASONS.ineligible)}`],
    expected: "18 或 15 位代码、规定的未参加原因",
  },
  moves: { name: "变动清单", line: [SUBJECT_ID, `\t(?:${MOVE})`], expected: "18 或 15 位代码、变动、与变动相符的原因" },
};
for (const text of Object.values(TEXTS)) {
  text.form = new RegExp(`^(${text.line[0]})${text.line[1]}$`);
  text.next = new RegExp(`${text.line.join("")}\n`, "y");
}
const COLUMNS = { subjects: 2, inspectors: 1, recusals: 3, ineligible: 2, moves: 3 };
const MOST_NAMED = 20, LONGEST_SHOWN = 80;

// The columns of a text, each a list, or null where the text is wrong; what is wrong goes to `problems`.
function readText(key, bytes, problems) {
  const { name, next } = TEXTS[key], found = Array.from({ length: COLUMNS[key] }, () => []);
  if (bytes.length === 0) {
    if (key !== "subjects") return found;
    problems.push(`${name}：一家也没有`);
    return null;
  }
  const written = asciiOf(bytes), ended = written.endsWith("\n"), text = ended ? written : `${written}\n`;
  const faulty = () => {
    problems.push(...textFaults(key, bytes, ended));
    return null;
  };
  let last = "";
  for (let start = 0; start < text.length; start = next.lastIndex) {
    next.lastIndex = start;
    if (!next.test(text)) return faulty();
    takeCells(text, start, next.lastIndex - 1, found);
    const once = key === "recusals" ? `${found[0].at(-1)}\t${found[1].at(-1)}` : found[0].at(-1);
    if (once <= last) return faulty();
    last = once;
  }
  if (!ended) problems.push(`${name}：末行没有换行符`);
  return ended ? found : null;
}

// Puts the cells of the line from `start` to `end` at the end of their columns.
function takeCells(text, start, end, columns) {
  const last = columns.length - 1;
  for (let c = 0; c < last; c++) {
    const tab = text.indexOf("\t", start);
    columns[c].push(text.slice(start, tab));
    start = tab + 1;
  }
  columns[last].push(text.slice(start, end));
}

function textFaults(key, bytes, ended) {
  const { name } = TEXTS[key], faults = ended ? [] : [`${name}：末行没有换行符`], lines = [...lineFaults(key, bytes, ended)];
  faults.push(...lines.slice(0, MOST_NAMED).map((fault) => `${name}：${fault}`));
  if (lines.length > MOST_NAMED) faults.push(`${name}：还有别的行不对，以上只列出前 ${MOST_NAMED} 处`);
  return faults;
}

function* lineFaults(key, bytes, ended) {
  const { form, expected } = TEXTS[key], lines = asciiOf(bytes).split("\n");
  if (ended) lines.pop();
  let before = "", onceBefore = "";
  for (const [i, line] of lines.entries()) {
    const once = form.exec(line)?.[1] ?? "";
    if (once === "") yield `第 ${i + 1} 行「${shown(line)}」应为${expected}，以制表符分开`;
    else if (once === onceBefore) yield `第 ${i + 1} 行：「${shown(once)}」出现多次`;
    else if (line < before) yield `第 ${i + 1} 行「${shown(line)}」没有按字节排序`;
    [before, onceBefore] = [line, once];
  }
}

// A line as a reader may see it: as UTF-8 where it is, and nothing invisible.
function shown(line) {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(ascii(line));
  } catch {
    text = line.replace(/[\x80-\xff]/g, (letter) => `\\x${letter.charCodeAt(0).toString(16)}`);
  }
  text = text.replaceAll("\t", " ").replace(/[^\P{C}]|[^\P{Z} ]/gu, "□");
  return [...text].length <= LONGEST_SHOWN ? text : `${[...text].slice(0, LONGEST_SHOWN).join("")}…`;
}

// Bytes as letters of one code each, which compare as the bytes do; no letter beyond ASCII fits any form.
function asciiOf(bytes) {
  const text = new TextDecoder("latin1").decode(bytes);
  if (!/[^\x00-\x7f]/.test(text)) return text;
  let out = "";
  for (let at = 0; at < bytes.length; at += 4096) out += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return out;
}

function countLines(bytes) {
  let n = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 10) n++;
  return n;
}

// The five texts as they stand to each other, once each is right by itself.
function* crossProblems({ ids, codes, byStratum, recusals, ineligible }, said) {
  const announced = new Set(said.strata.map(({ code }) => code));
  const outside = (column, among) => {
    const left = new Set(column);
    if (left.size) for (const each of among) left.delete(each);
    return [...left].sort();
  };
  for (const stratum of [...byStratum.keys()].sort()) {
    if (!announced.has(stratum)) yield `${TEXTS.subjects.name}：类别「${stratum}」不在公告中`;
  }
  for (const code of outside(recusals[0], codes)) yield `${TEXTS.recusals.name}：「${code}」不在检查人员代号中`;
  for (const id of outside(recusals[1], ids)) yield `${TEXTS.recusals.name}：「${id}」不在市场主体名录中`;
  const leftOut = new Set(ineligible[0]);
  for (const id of leftOut.size ? ids : []) {
    if (leftOut.has(id)) yield `「${id}」同时列在${TEXTS.subjects.name}和${TEXTS.ineligible.name}中`;
  }
}

// How many have what, by what, in its order.
function tally(column) {
  const found = new Map();
  for (const each of column) found.set(each, (found.get(each) ?? 0) + 1);
  return new Map([...found].sort(([a], [b]) => a < b ? -1 : 1));
}
