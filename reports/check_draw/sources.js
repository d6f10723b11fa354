// Step 5: the registry of sources. A name, a day or a value against its grammar is no source.

const ROUND = "([1-9][0-9]{0,18})", LABEL = "[a-z][a-z0-9-]{0,31}";
const CLOSING = /^[1-9][0-9]{0,5}\.[0-9]{2}$/;

// By how a name begins: its form, its value's form and words, the decimal digits nobody can choose,
// whether a reader compares it with a public result, and an example.
const SOURCE_KINDS = {
  "drand/quicknet": {
    name: new RegExp(`^drand/quicknet/${ROUND}$`), value: /^[0-9a-f]{96}$/, digits: 77,
    given: "该轮签名，96 位小写十六进制数字", example: "drand/quicknet/34313812",
  },
  "drand/default": {
    name: new RegExp(`^drand/default/${ROUND}$`), value: /^[0-9a-f]{192} (?:[0-9a-f]{192}|[0-9a-f]{64})$/, digits: 77,
    given: "该轮签名 192 位、空格、上一轮签名 192 位（第 1 轮为 64 位），均为小写十六进制数字", example: "drand/default/6620000",
  },
  fc3d: {
    name: /^fc3d\/([0-9]{4})([0-9]{3})$/, value: /^[0-9](?: [0-9]){2}$/, digits: 3, lookUp: true,
    given: "三个数字，以空格分开", example: "fc3d/2026309",
  },
  pl5: {
    name: /^pl5\/([0-9]{2})([0-9]{3})$/, value: /^[0-9](?: [0-9]){4}$/, digits: 5, lookUp: true,
    given: "五个数字，以空格分开", example: "pl5/26309",
  },
  "index/sse": {
    name: /^index\/sse\/([0-9]{4}-[0-9]{2}-[0-9]{2})$/, value: CLOSING, digits: 2, lookUp: true,
    given: "当日收盘点位，两位小数", example: "index/sse/2026-11-24",
  },
  "index/szse": {
    name: /^index\/szse\/([0-9]{4}-[0-9]{2}-[0-9]{2})$/, value: CLOSING, digits: 2, lookUp: true,
    given: "当日收盘点位，两位小数", example: "index/szse/2026-11-24",
  },
  "witness-digits": {
    name: new RegExp(`^witness-digits/${LABEL}$`), value: /^[0-9]{26,128}$/, digits: 0,
    given: "26 至 128 个数字", example: "witness-digits/notary",
  },
  "witness-dice": {
    name: new RegExp(`^witness-dice/${LABEL}$`), value: /^[1-6]{20,128}$/, digits: 0,
    given: "20 至 128 个 1 至 6 的点数，按掷出的次序", example: "witness-dice/notary",
  },
};

// { key, parts, … } of a name, or null where the registry knows none such.
function sourceKind(name) {
  for (const [key, kind] of Object.entries(SOURCE_KINDS)) {
    const parts = kind.name.exec(name);
    if (parts) return { key, parts, ...kind };
  }
  return null;
}

const isWitness = (name) => sourceKind(name)?.key.startsWith("witness-") ?? false;

function notRegistered(name) {
  const examples = Object.values(SOURCE_KINDS).map(({ example }) => example).join("、");
  return `随机源「${name}」不在登记的种类之列，可用：${examples}`;
}

// What is wrong with announcing a source by this name, due at this time.
function nameProblems(name, due) {
  const known = sourceKind(name);
  if (known === null) return [notRegistered(name)];
  const problem = dueProblem(known, due);
  return problem === null ? [] : [`随机源「${name}」：${problem}`];
}

function dueProblem({ key, parts }, due) {
  if (key.startsWith("drand/")) {
    const exact = roundDue(key.slice("drand/".length), Number(parts[1]));
    if (exact === null) return "这一轮的时间超出日历";
    return due === exact ? null : `这一轮的时间应为 ${exact}，公告为 ${due}`;
  }
  if (key === "fc3d" || key === "pl5") return eveningProblem(parts[1].padStart(4, "20"), Number(parts[2]), due);
  if (!key.startsWith("index/")) return null;
  const exact = `${parts[1]}T15:00:00+08:00`;
  if (!isDay(parts[1])) return `「${parts[1]}」不是日期`;
  return due === exact ? null : `收盘时间应为 ${exact}，公告为 ${due}`;
}

function eveningProblem(year, issue, due) {
  const day = dayOf(due);
  if (year !== day.slice(0, 4)) return `期号的年份与开奖日 ${day} 不符`;
  if (issue < 1 || issue > dayOfYear(day)) return `至 ${day} 不会有这一期`;
  return due.slice(10) < "T21:00:00+08:00" ? "开奖时间应为当日 21:00:00 或以后" : null;
}

function dayOfYear(written) {
  const [year, month, day] = written.split("-").map(Number);
  let days = day;
  for (let before = 1; before < month; before++) days += daysOf(year, before);
  return days;
}

// What is wrong with the spelling of what a source gave.
function valueProblems(name, value) {
  const known = sourceKind(name);
  if (known === null) return [notRegistered(name)];
  const first = value.length === 192 + 1 + 64, fits = known.key !== "drand/default" || first === (known.parts[1] === "1");
  const shown = value.length <= 60 ? value : `${value.slice(0, 60)}…`;
  return known.value.test(value) && fits ? [] : [`随机源「${name}」的值「${shown}」应为${known.given}`];
}

// Whether a well-spelt value is the signature of its drand round; true of every other kind.
function isSigned(name, value) {
  const { key, parts } = sourceKind(name);
  return !key.startsWith("drand/") || isRoundSigned(key.slice("drand/".length), BigInt(parts[1]), value);
}

// { level, look_up } of sources that have a value, [name, value], all well formed.
function levelOf(rows) {
  let digits = 0;
  const lookUp = [];
  for (const [name] of rows) {
    const known = sourceKind(name);
    digits += known?.digits ?? 0;
    if (known?.lookUp) lookUp.push(name);
  }
  return { level: rows.length === 0 ? 1 : digits >= 5 ? 3 : 2, look_up: lookUp };
}
