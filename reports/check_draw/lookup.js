// One firm asks: was I drawn, and why or why not. Answered from what was recomputed.

const CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

// Why a written code is no valid one, in Chinese, or null: GB 32100 or, of 15 digits, ISO 7064 MOD 11,10.
function codeProblem(id) {
  if (/^[0-9]{15}$/.test(id)) return isOldNumber(id) ? null : "注册号的校验位不符，请核对是否输错";
  if (id.length !== 18) return `应为 18 位统一社会信用代码，实为 ${id.length} 位`;
  const shaped = /^[0-9]{8}[0-9A-HJ-NPQRTUWXY]{10}$/.test(id);
  let sum = 0;
  for (let i = 0, weight = 1; i < 17; i++, weight = weight * 3 % 31) sum += CODE_LETTERS.indexOf(id[i]) * weight;
  const right = shaped && CODE_LETTERS.indexOf(id[17]) === (31 - sum % 31) % 31;
  return right ? null : "统一社会信用代码的字符或校验位不符，请核对是否输错";
}

function isOldNumber(id) {
  let check = 5;
  for (const digit of id) check = ((check || 10) * 2 % 11 + Number(digit)) % 10;
  return check === 1;
}

// Ids whose name holds what is typed, spaces and full width forgiven.
function idsNamed(names, written) {
  const plain = (text) => text.normalize("NFKC").replace(/\s+/g, "").toUpperCase(), part = plain(written);
  return part === "" ? [] : Object.keys(names).filter((id) => plain(names[id]).includes(part));
}

// { state, tone, told, facts } for a code, once the verification `v` is through its checks.
function lookUp(v, id) {
  const at = v.ids.indexOf(id);
  if (at >= 0) return v.order ? answerOf(v, id, at) : noResult(v, id, at);
  const out = v.columns.ineligible[0].indexOf(id);
  if (out >= 0) {
    const reason = REASONS.ineligible[v.columns.ineligible[1][out]];
    return {
      state: "未参加抽取", tone: "mute", told: `在名录中，因${reason}没有参加这次抽取。`,
      facts: [["信用代码", id], ["原因", reason], ...moveFacts(v, id)],
    };
  }
  const wrong = codeProblem(id);
  return {
    state: "不在名录中", tone: "mute",
    told: wrong ? `名录中没有这个代码：${wrong}。` : "这次抽取的名录中没有这个代码，也不在未参加抽取的名单中。",
    facts: [["信用代码", id], ["名录", `参加抽取${v.ids.length}家，未参加${v.columns.ineligible[0].length}家`]],
  };
}

function noResult(v, id, at) {
  return {
    state: "没有结果", tone: "void", told: "这次抽取在随机源产生之前已经作废，没有抽取结果。",
    facts: [["信用代码", id], ["类别", stratumOf(v, v.strata[at]).name]],
  };
}

const stratumOf = (v, code) => v.said.strata.find((stratum) => stratum.code === code);

function answerOf(v, id, at) {
  const { name, ratio, count } = stratumOf(v, v.strata[at]), among = v.order.get(v.strata[at]);
  const n = v.sizes.get(v.strata[at]), rank = among.indexOf(at) + 1, drawn = rank <= n;
  const facts = [
    ["信用代码", id],
    ["类别", `${name}，共${count}家，抽${n}家${ratio === "1/1" ? "（全部检查）" : ""}`],
    ["排位", drawn ? `第${rank}位，在前${n}位之内` : `第${rank}位，在前${n}位之外；递补次序第${rank - n}位`],
    ...moveFacts(v, id),
    ...changeFacts(v, id),
    ["签号", hex(v.words, 8 * at)],
    ["入选分界", hex(v.words, 8 * among[n - 1])],
  ];
  return { ...stateOf(v, id, drawn, ratio === "1/1"), facts };
}

function stateOf(v, id, drawn, always) {
  const standing = v.standing?.at.get(id), gone = v.record.changes.find((made) => made.kind === "subject" && made.out === id);
  const came = v.record.changes.find((made) => made.kind === "subject" && made.in === id);
  if (v.record.abandoned) {
    const told = drawn ? "如果没有作废，这一家会被抽中" : "如果没有作废，这一家也不会被抽中";
    return { state: "抽取已作废", tone: "void", told: `这次抽取已经作废，结果不用。${told}。` };
  }
  if (gone) {
    const words = REASONS.subject_leaves[gone.reason] ?? "变更";
    return { state: drawn ? "抽中，后换下" : "递补，后换下", tone: "warn", told: `经批准的变更，因${words}换下${gone.in ? "，由下一家递补" : "，这一位空缺"}。` };
  }
  if (came && standing) return { state: "递补上来", tone: "info", told: "没有直接抽中；排在前面的一家经批准换下，由这一家递补。" };
  if (drawn) {
    return { state: "抽中", tone: "info", told: always ? "这一类全部检查，因此抽中。" : "签号不大于入选分界，因此抽中。" };
  }
  return { state: "没有抽中", tone: "mute", told: "签号大于入选分界，因此没有抽中。" };
}

const dayWords = (day) => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");

// Which draw this is, in a person's words.
function whichDraw({ draw_id: drawId, item }) {
  const { year, term } = drawIdParts(drawId);
  const which = term.startsWith("X") ? `第${term.slice(1)}次加抽或专项抽取` : `第${term}期`;
  return `${year}年${which}　${item.name}`;
}

function moveFacts({ columns: { moves } }, id) {
  const at = moves[0].indexOf(id);
  return at < 0 ? [] : [["变动", `${REASONS.move_kind[moves[1][at]]}（${REASONS.move_reason[moves[2][at]]}）`]];
}

function changeFacts(v, id) {
  return v.record.changes.filter((made) => made.subject === id || made.in === id).map((made) =>
    ["变更", `第${made.no}次，${dayWords(dayOf(made.decided_at))}决定，申请 ${made.application}`]);
}
