// The page: a firm asks, a reader verifies. Text only ever goes in as text.

const byId = (id) => document.getElementById(id);
const SHOWN = 30;

function put(parent, tag, text = "", className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  parent.append(element);
  return element;
}

// What the page carries: the record's text, the texts beside it, names by id; null without a record.
function carriedRecord() {
  const element = byId("carried");
  if (!element) return null;
  const { record, beside, names } = JSON.parse(element.textContent);
  const files = Object.entries(beside).map(([name, text]) => [name, utf8(text)]);
  return { text: record, bytes: utf8(record), beside: new Map(files), names };
}

const state = { carried: carriedRecord(), files: [], replay: null };

const nextFrame = () => new Promise((resolve) => setTimeout(resolve));

// The verification of what is at hand, run once; answers and conclusion rest on the same one.
function replayed() {
  state.replay ??= replay();
  return state.replay;
}

async function replay() {
  const { bytes, given } = sortFiles(state.files, state.carried), sheet = byId("sheet").value.trim();
  const v = new Verification(bytes, sheet ? { ...given, sheet } : given);
  await nextFrame();
  let shown = performance.now();
  for (const _ of v.checks()) {
    if (performance.now() - shown > 100) {
      await nextFrame();
      shown = performance.now();
    }
  }
  return v;
}

async function attempt(target, work) {
  target.replaceChildren();
  put(target, "p", "正在重算……", "soft");
  const running = replayed();
  try {
    const v = await running;
    if (state.replay !== running) return;
    target.replaceChildren();
    work(v);
  } catch (error) {
    if (state.replay !== running) return;
    state.replay = null;
    target.replaceChildren();
    put(target, "p", error instanceof Refused ? error.message : "核验中断，这份文件无法核验。", "wrong");
  }
}

// --- a firm asks ---

function ask(event) {
  event.preventDefault();
  const written = byId("query").value, answer = byId("answer"), names = state.carried?.names ?? {};
  attempt(answer, (v) => {
    const id = subjectId(written), found = idsNamed(names, written);
    if (!v.columns) put(answer, "p", "这份记录的名单不对，查不了。请看下面的核验结论。", "wrong");
    else if (isSubjectId(id) || found.length === 0) showAnswer(v, id, names);
    else if (found.length === 1) showAnswer(v, found[0], names);
    else showChoice(v, found, names);
    if (v.columns) showDoubt(v, answer);
  });
}

function showAnswer(v, id, names) {
  const answer = byId("answer");
  if (!isSubjectId(id)) {
    const told = Object.keys(names).length ? `没有找到“${byId("query").value.trim()}”。请检查名称，或输入18位信用代码。` : "请输入18位统一社会信用代码，本页没有附企业名称。";
    put(answer, "p", /^[0-9A-Z]+$/.test(id) ? `没有这个代码：${codeProblem(id)}。` : told, "wrong");
    return;
  }
  const { state: word, tone, told, facts } = lookUp(v, id), card = put(answer, "section", "", `card ${tone}`);
  put(card, "h2", names[id] ?? id);
  put(put(card, "p"), "span", word, `tag ${tone}`);
  put(card, "p", told, "sum");
  showFacts(card, facts);
  if (names[id]) put(card, "p", "名称由发布单位附上，不在核验之列。", "soft");
  const report = v.report();
  if (report.ok) for (const sentence of assurance(report, v.record)) put(card, "p", sentence, "soft");
}

function showFacts(card, facts) {
  const list = put(card, "dl");
  for (const [label, value] of facts) {
    put(list, "dt", label);
    const isLong = /^[0-9a-f ]{64,}$/.test(value), told = put(list, "dd", "", isLong || isSubjectId(value) ? "code" : "");
    for (const part of isLong ? value.match(/[0-9a-f]{1,8}/g) : [value]) put(told, "span", part);
  }
}

function showChoice(v, found, names) {
  const answer = byId("answer");
  put(answer, "p", `有${found.length}家，${found.length > SHOWN ? `先列${SHOWN}家，请再输入几个字` : "请选一家"}：`);
  const list = put(answer, "ul", "", "choice");
  for (const id of found.slice(0, SHOWN)) {
    const button = put(put(list, "li"), "button", names[id], "plain");
    button.type = "button";
    button.onclick = () => {
      answer.replaceChildren();
      showAnswer(v, id, names);
      showDoubt(v, answer);
    };
  }
}

// An answer from a record that is wrong somewhere says so before anything else.
function showDoubt(v, answer) {
  const { ok } = v.report();
  if (ok) return;
  const note = document.createElement("p");
  note.className = "note";
  note.textContent = "这份记录有不符之处，下面的回答不要采信。";
  answer.prepend(note);
}

// --- a reader verifies ---

function verify() {
  return attempt(byId("conclusion"), (v) => {
    const report = v.report(), target = byId("conclusion");
    const wrong = report.checks.filter(({ ok }) => ok === false), right = report.checks.filter(({ ok }) => ok === true);
    const card = put(target, "section", "", `card ${report.ok ? "good" : "bad"}`);
    put(card, "h3", report.ok ? `结论：${outcome(v.record)}，${right.length}项相符` : `结论：${wrong.length}项不符，${right.length}项相符`);
    if (!report.ok) put(card, "p", "不要采信这份记录。请以公示网站上的文件为准，并把下面这几句话告诉发布单位或监督电话。", "sum");
    for (const sentence of assurance(report, v.record)) put(card, "p", sentence);
    for (const check of wrong) showCheck(target, check);
    showFolded(target, `${report.ok ? "" : "其余"}${right.length}项相符`, right.map(({ key }) => WORDS.checks[key]));
    const open = report.checks.filter(({ ok }) => ok === null).map(({ key }) => `${WORDS.checks[key]}：${v.lacks(key)}`);
    showFolded(target, `${open.length}项没有核对`, open);
    if (v.record) showDigests(target, v);
  });
}

const outcome = ({ abandoned }) => WORDS.outcomes[abandoned ? "abandoned" : "confirmed"];

function showCheck(target, { key, problems }) {
  const note = put(target, "section", "", "fault");
  put(note, "h3", `不符：${WORDS.checks[key]}`);
  for (const problem of problems.slice(0, SHOWN)) put(note, "p", problem);
  if (problems.length > SHOWN) put(note, "p", `……共${problems.length}处`);
}

function showFolded(target, title, words) {
  if (words.length === 0) return;
  const folded = put(target, "details");
  put(folded, "summary", title);
  const list = put(folded, "ul");
  for (const word of words) put(list, "li", word);
}

function showDigests(target, { record, announcementDigest, recordDigest }) {
  const folded = put(target, "details");
  put(folded, "summary", "给核验者：编号和摘要");
  const drawn = record.draw_digest ? [["抽取摘要", record.draw_digest]] : [];
  showFacts(folded, [
    ["抽取编号", record.announcement.draw_id], ["公告摘要", announcementDigest], ...drawn, ["记录摘要", recordDigest],
    ...record.sources.filter(({ value }) => value !== null).map(({ name, value }) => [sourceWords(name), value]),
  ]);
}

// --- files ---

async function choose(files) {
  byId("conclusion").replaceChildren();
  byId("answer").replaceChildren();
  state.files = await Promise.all(files.map(async (file) => [file.name, new Uint8Array(await file.arrayBuffer())]));
  state.replay = null;
  byId("chosen").textContent = files.length ? `已选：${files.map((file) => file.name).join("、")}` : "";
  await verify();
  const v = await (state.replay ?? null);
  byId("find").hidden = !v?.columns;
  showWhich(v?.said);
}

function showWhich(said) {
  if (!said) return;
  byId("which").textContent = whichDraw(said);
}

function start() {
  byId("find").onsubmit = ask;
  byId("verify").onclick = verify;
  byId("sheet").onchange = () => {
    state.replay = null;
    byId("conclusion").replaceChildren();
  };
  byId("files").onclick = () => {
    byId("files").value = "";
  };
  byId("files").onchange = (event) => choose([...event.target.files]);
  document.body.ondragover = (event) => event.preventDefault();
  document.body.ondrop = (event) => {
    event.preventDefault();
    choose([...event.dataTransfer.files]);
  };
  byId("find").hidden = byId("replay").hidden = !state.carried;
  byId("own").open = !state.carried;
  const said = state.carried && parsed(state.carried.text)?.announcement;
  if (said && isDrawId(said.draw_id)) showWhich(said);
}

start();
