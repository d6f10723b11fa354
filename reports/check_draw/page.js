// The page: files in, checks out, one after another. Text only ever goes in as text.

const EXPLAINED = {
  "文件写法": "文件与系统写出时逐字节相同。",
  "记录格式": "该有的项都有，没有多余的项。",
  "记录摘要": "对整份记录重算摘要；公告之外的内容（如照片、日期）改动也会在这里发现。",
  "公告摘要": "对公告重算摘要；应与抽取之前公布的一致。",
  "事先公告": "抽取之前保存的公告文件与记录中的公告逐字节相同。",
  "市场主体名录文件": "取得全部参加抽取的市场主体名单。",
  "市场主体名录摘要": "名单与抽取之前公告的是同一份。",
  "市场主体名录行数": "家数与公告相同。",
  "检查人员代号文件": "取得全部检查人员的代号（不公开姓名和警号）。",
  "检查人员代号摘要": "代号名单与公告的是同一份。",
  "检查人员代号行数": "人数与公告相同。",
  "回避名单文件": "取得回避名单。",
  "回避名单摘要": "回避名单与公告的是同一份。",
  "回避名单行数": "回避条数与公告相同。",
  "名单写法": "三份名单各行排序、没有重复。",
  "密文承诺": "公开的密文就是公告时封存的那一段。",
  "随机源": "公告写明的随机源都已读取，没有多余的。",
  "种子": "由抽取编号、密文和随机源重算。",
  "抽取数量": "各类别家数、比例和应抽家数按分数精确重算。",
  "抽中对象及排位": "逐户重算签号，排出抽中的。",
  "递补对象及排位": "签号紧随其后的依次递补。",
  "入选分界": "各类别抽中对象中最大的签号。",
  "检查人员任务上限": "任务在检查人员之间均衡的最小上限。",
  "检查人员": "逐户重算检查人员，避开回避的，第一位为主检。",
  "变更及递补": "每一次变更都由应递补的对象或人员接替。",
  "未参加抽取名单": "（完整记录）名录库中未参加抽取的名单与公告相同。",
  "检查人员代号对照表": "（完整记录）代号与警号的对照与公告相同。",
  "变更申请": "（完整记录）每一次变更都有他人批准的申请。",
  "照片": "（完整记录）照片明细与公开部分相同。",
};

const byId = (id) => document.getElementById(id);

function put(parent, tag, text, className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  parent.append(element);
  return element;
}

const SHOWN = 50;

function showCheck({ name, problems }) {
  const item = put(byId("steps"), "li", "", problems.length ? "wrong" : "right");
  put(item, "strong", `${problems.length ? "✗ 不符" : "✓ 相符"}　${name}`);
  put(item, "p", EXPLAINED[name], "soft");
  for (const problem of problems.slice(0, SHOWN)) put(item, "p", problem, "bad");
  if (problems.length > SHOWN) put(item, "p", `……共 ${problems.length} 处`, "bad");
}

function showConclusion(text, good) {
  const conclusion = byId("conclusion");
  conclusion.textContent = text;
  conclusion.className = good ? "right" : "wrong";
}

function assurance(sources) {
  return sources.length === 0 ? 1 : sources.every((name) => name.startsWith("见证")) ? 2 : 3;
}

function showSummary(record) {
  const said = record.announcement, level = assurance(said.sources), summary = byId("summary");
  const rows = [
    ["抽取编号", said.draw_id],
    ["公告日期", said.date],
    ["参加抽取", `市场主体 ${said.subjects.count} 家，检查人员 ${said.inspectors.count} 人`],
    ["抽中", `${record.drawn.length} 家，变更 ${record.replacements.length} 次`],
    ["公告摘要", record.announcement_digest],
    ["记录摘要", record.digest],
    ["可信程度", `第 ${level} 级：${LEVELS[level]}。`],
  ];
  for (const [term, value] of rows) {
    put(summary, "dt", term);
    put(summary, "dd", value);
  }
}

// The files chosen: one record, perhaps the announcement, and by name the texts beside them.
async function readFiles(files) {
  const beside = new Map(), records = [], announcements = [];
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (!/\.json$/i.test(file.name)) beside.set(file.name, bytes);
    else (isAnnouncement(bytes) ? announcements : records).push([file.name, bytes]);
  }
  if (records.length !== 1 || announcements.length > 1) {
    throw new Refused("请选择一份抽取记录（.json 文件）；名单另存为文件的，一并选上；保存有事先公告的，也一并选上一份");
  }
  const [[name, bytes]] = records, announced = announcements[0]?.[1] ?? null;
  try {
    return new Replay(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), beside, announced);
  } catch {
    throw new Refused(`「${name}」不是有效的 JSON 抽取记录`);
  }
}

function isAnnouncement(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)).format === "ssj-draw/1";
  } catch {
    return false;
  }
}

const nextFrame = () => new Promise((resolve) => setTimeout(resolve));

async function verifyFiles(files) {
  for (const id of ["steps", "summary", "answer"]) byId(id).replaceChildren();
  byId("firm").hidden = byId("checked").hidden = true;
  byId("chosen").textContent = `已选：${files.map((file) => file.name).join("、")}`;
  showConclusion("正在核验……", true);
  const wrong = [];
  let replay, shown = performance.now();
  try {
    replay = await readFiles(files);
    byId("checked").hidden = false;
    for (const found of replay.checks()) {
      showCheck(found);
      if (found.problems.length) wrong.push(found.name);
      if (found.name === "记录格式" && !found.problems.length) showSummary(replay.record);
      if (performance.now() - shown > 100) {
        await nextFrame();
        shown = performance.now();
      }
    }
  } catch (error) {
    showConclusion(error instanceof Refused ? error.message : "核验中断，这份文件无法核验。", false);
    return;
  }
  const told = wrong.length ? `结论：有 ${wrong.length} 项不符：${wrong.join("、")}。` : "结论：抽取结果可以重现，各项相符。";
  showConclusion(told, wrong.length === 0);
  if (replay.order) {
    byId("firm").hidden = false;
    byId("firm").onsubmit = (event) => {
      event.preventDefault();
      showAnswer(lookUp(replay, byId("code").value));
    };
  }
}

function showAnswer([heading, facts]) {
  const answer = byId("answer");
  answer.replaceChildren();
  put(answer, "h3", heading);
  for (const fact of facts) put(answer, "p", fact);
}

byId("files").onchange = (event) => verifyFiles([...event.target.files]);
document.body.ondragover = (event) => event.preventDefault();
document.body.ondrop = (event) => {
  event.preventDefault();
  verifyFiles([...event.dataTransfer.files]);
};
