// A draw record replayed from its file alone: check by check, what holds and what doesn't.

const TEXTS = [["subjects", "市场主体名录"], ["inspectors", "检查人员代号"], ["recusals", "回避名单"]];

// Verifies one record. `checks()` yields { name, problems }; what was recomputed stays in the
// fields for whoever asks about one firm. `beside` maps file names to the bytes of large texts;
// `announced` is the announcement as somebody kept it from before the draw.
class Replay {
  constructor(written, beside = new Map(), announced = null) {
    this.written = written;
    this.record = JSON.parse(written);
    this.beside = beside;
    this.announced = announced;
  }

  * checks() {
    const { record, written } = this;
    const layout = JSON.stringify(record, null, 1) === written;
    yield check("文件写法", layout ? [] : ["文件不是原来的写法：有增删的空白、重复的项或改动的字"]);
    const wrong = shapeProblems(record, written);
    yield check("记录格式", wrong);
    if (wrong.length === 0) yield* this.protocol();
  }

  * protocol() {
    const { record } = this, said = record.announcement, suite = said.suite;
    const { digest: stated, ...rest } = record;
    yield same("记录摘要", stated, hex(digest(suite, utf8(canonicalJson(rest)))));
    const found = hex(digest(suite, utf8(canonicalJson(said))));
    yield same("公告摘要", record.announcement_digest, found);
    if (this.announced !== null) {
      const kept = hex(digest(suite, this.announced));
      const problem = `保存的公告摘要为 ${kept}，记录中的公告为 ${found}：不是同一份公告`;
      yield check("事先公告", kept === found ? [] : [problem]);
    }

    const texts = [];
    for (const [key, name] of TEXTS) {
      const [bytes, problems] = this.text(suite, record.texts[key]);
      yield check(`${name}文件`, problems);
      if (bytes === null) return;
      texts.push(bytes);
      yield same(`${name}摘要`, said[key].digest, hex(digest(suite, bytes)));
      yield same(`${name}行数`, said[key].count, countLines(bytes));
    }
    try {
      const [subjects, inspectors, recusals] = texts.map((bytes, i) => asText(TEXTS[i][1], bytes));
      [this.ids, this.strata] = readSubjects(subjects);
      this.codes = readInspectors(inspectors);
      this.recusals = readRecusals(recusals, this.codes);
      yield check("名单写法", []);
    } catch (error) {
      yield check("名单写法", reasonsOf(error));
      return;
    }

    const secret = bytesOf(record.secret);
    yield same("密文承诺", said.commitment, hex(digest(suite, secret)));
    yield check("随机源", sourceProblems(said.sources, record.sources));
    const seed = seedOf(suite, said.draw_id, record.secret, record.sources);
    yield same("种子", record.seed, hex(seed));

    yield* this.subjects(suite, seed);
    yield* this.inspectors();
    if (record.sealed) {
      for (const [name, problems] of sealedChecks(record, suite, record.sealed)) yield check(name, problems);
    }
  }

  // Step 4: everyone's ticket, the order of each stratum, who is drawn and who comes next.
  * subjects(suite, seed) {
    const { record, ids, strata } = this, said = record.announcement;
    this.called = new Map(Object.entries(said.strata).map(([name, stated]) => [name, stated.name]));
    this.byStratum = new Map();
    for (let i = 0; i < ids.length; i++) {
      const among = this.byStratum.get(strata[i]);
      if (among) among.push(i);
      else this.byStratum.set(strata[i], [i]);
    }
    yield check("抽取数量", [...sizeProblems(said.strata, this.byStratum)]);
    this.tickets = new Tickets(suite, seed);
    this.words = this.tickets.all(ids);
    this.order = new Map();
    this.sizes = new Map();
    const drawn = [], substitutes = [], cutoffs = new Map();
    for (const [stratum, stated] of Object.entries(said.strata)) {
      const order = byTicket(this.byStratum.get(stratum) ?? [], this.words, ids), n = stated.sample_size;
      this.order.set(stratum, order);
      this.sizes.set(stratum, n);
      const last = Math.min(n + stated.substitutes, order.length);
      for (let at = 0; at < last; at++) {
        (at < n ? drawn : substitutes).push({
          stratum, rank: at + 1, id: ids[order[at]], place: order[at], ticket: hex(this.words, 8 * order[at]),
        });
      }
      const least = Math.min(n, order.length);
      if (least > 0) cutoffs.set(stratum, hex(this.words, 8 * order[least - 1]));
    }
    yield check("抽中对象及排位", [...placeProblems(this.called, drawn, record.drawn)]);
    yield check("递补对象及排位", [...placeProblems(this.called, substitutes, record.substitutes)]);
    yield check("入选分界", [...cutoffProblems(this.called, cutoffs, record.cutoffs)]);
    this.drawn = byTicket(drawn.map((p) => p.place), this.words, ids);
  }

  // Steps 5 and 6.
  * inspectors() {
    const { record, ids, codes, recusals, tickets } = this, said = record.announcement;
    let cap;
    try {
      [cap, this.assigned] = assign(tickets, Array.from(this.drawn, (i) => ids[i]), codes, recusals,
        said.inspectors_per_subject, said.load_slack);
    } catch (error) {
      yield check("检查人员", reasonsOf(error));
      return;
    }
    yield same("检查人员任务上限", record.cap, cap);
    const problems = [];
    for (const entry of record.drawn) {
      const due = this.assigned.get(entry.id)?.map((code) => codes[code]);
      if (due && due.join("\n") !== entry.inspectors.join("\n")) {
        problems.push(`「${entry.id}」的检查人员应为 ${due.join("、")}，记录为 ${entry.inspectors.join("、")}`);
      }
    }
    yield check("检查人员", problems);
    const sequence = new Map([...this.order].map(([name, order]) => [name, Array.from(order, (i) => ids[i])]));
    const standing = new Standing({ ...this, sequence, cap });
    yield check("变更及递补", [...replayReplacements(standing, record.replacements)]);
  }

  text(suite, stated) {
    if (typeof stated === "string") return [utf8(stated), []];
    const bytes = this.beside.get(stated.file);
    if (bytes === undefined) return [null, [`缺少文件「${stated.file}」，请与抽取记录放在一起`]];
    const found = hex(digest(suite, bytes));
    return [bytes, found === stated.digest ? []
      : [`文件「${stated.file}」的摘要记录为 ${stated.digest}，重算为 ${found}`]];
  }
}

const check = (name, problems) => ({ name, problems });
const same = (name, stated, found) =>
  check(name, stated === found ? [] : [`记录为 ${stated}，重算为 ${found}`]);

function reasonsOf(error) {
  if (error instanceof Refused) return error.reasons;
  throw error;
}

function asText(name, bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused(`${name}：不是 UTF-8 文字`);
  }
}

function bytesOf(written) {
  return Uint8Array.from(written.match(/../g), (pair) => parseInt(pair, 16));
}

function sourceProblems(announced, read) {
  const problems = [];
  announced.forEach((name, place) => {
    const line = read[place] ?? "";
    if (!line.trim()) problems.push(`公告写明的随机源「${name}」尚未读取`);
    else if (!line.startsWith(name)) problems.push(`第${place + 1}个随机源应为「${name}」，实为「${line}」`);
    else if (/[\n\r]/.test(line)) problems.push(`随机源「${name}」应为一行文字`);
  });
  return problems.concat(read.slice(announced.length).map((line) => `公告没有写明的随机源：「${line}」`));
}

function* sizeProblems(strata, byStratum) {
  for (const name of [...byStratum.keys()].sort()) {
    if (!Object.hasOwn(strata, name)) yield `类别「${name}」不在公告中`;
  }
  for (const [name, stated] of Object.entries(strata)) {
    const told = `类别「${stated.name}」`, count = byStratum.get(name)?.length ?? 0;
    if (stated.count !== count) yield `${told}公告为 ${stated.count} 家，名录中为 ${count} 家`;
    let due;
    try {
      due = sampleSize(stated.ratio, count);
    } catch (error) {
      yield `${told}：${reasonsOf(error).join("；")}`;
      continue;
    }
    if (stated.sample_size !== due) yield `${told}应抽 ${due} 家，公告为 ${stated.sample_size} 家`;
    const most = Math.max(0, count - due);
    if (stated.substitutes > most) yield `${told}至多递补 ${most} 家，公告为 ${stated.substitutes} 家`;
  }
}

function* placeProblems(called, found, stated) {
  const listed = new Map(), key = (entry) => `${entry.stratum}\t${entry.rank}`;
  const named = (entry) => `类别「${called.get(entry.stratum) ?? entry.stratum}」第 ${entry.rank} 位`;
  for (const entry of stated) {
    if (listed.has(key(entry))) yield `${named(entry)}出现多次`;
    listed.set(key(entry), entry);
  }
  for (const p of found) {
    const told = listed.get(key(p));
    listed.delete(key(p));
    if (told === undefined) yield `缺少${named(p)}「${p.id}」`;
    else if (told.id !== p.id) yield `${named(p)}应为「${p.id}」，记录为「${told.id}」`;
    else if (told.ticket !== p.ticket) yield `「${p.id}」的签号应为 ${p.ticket}，记录为 ${told.ticket}`;
  }
  for (const entry of listed.values()) yield `多出${named(entry)}「${entry.id}」`;
  const inOrder = stated.length === found.length && stated.every((entry, i) => key(entry) === key(found[i]));
  if (listed.size === 0 && !inOrder) yield "没有按类别和排位的次序列出";
}

function* cutoffProblems(called, found, stated) {
  for (const [name, ticket] of found) {
    const told = Object.hasOwn(stated, name) ? stated[name] : "无";
    if (told !== ticket) yield `类别「${called.get(name)}」应为 ${ticket}，记录为 ${told}`;
  }
  for (const [name, ticket] of Object.entries(stated)) {
    if (!found.has(name)) yield `类别「${called.get(name) ?? name}」没有入选分界，记录为 ${ticket}`;
  }
}
