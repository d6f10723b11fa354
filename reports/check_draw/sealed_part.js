// Checks 27 to 30, of the sealed part, which only the brigade and its auditors have.

const fitsChange = (kind, reason) => Object.hasOwn(REASONS[`${kind}_leaves`], reason);

function* sealedProblems({ record, suite }) {
  yield* same(record.sealed_digest, documentDigest(suite, record.sealed));
  if (record.sealed.confirmed_by === null && record.abandoned === null) yield say("confirmed-by");
}

function* codesProblems({ record, said, suite, codes }) {
  const { codes: written, codes_key: key } = record.sealed, lines = written.split("\n"), ended = lines.at(-1) === "";
  if (ended) lines.pop();
  const cells = lines.map((line) => /^([0-9A-Z]{1,16})\t([0-9A-Z]{1,20})$/.exec(line)), read = cells.filter(Boolean);
  for (let i = 0; i < lines.length; i++) {
    if (!cells[i] || !ended && i === lines.length - 1) {
      yield say("codes-line", { n: i + 1, line: lines[i].replaceAll("\t", " ").slice(0, 40) });
    }
  }
  if (lines.some((line, i) => i > 0 && lines[i - 1] >= line)) yield say("codes-order");
  for (const badge of doubled(read.map((found) => found[2]))) yield say("codes-badge", { badge });
  if (codes && read.map((found) => found[1]).join() !== codes.join()) yield say("codes-other");
  const found = keyedDigest(suite, bytesOf(key), utf8(written));
  if (found !== said.codes_digest) yield say("codes-digest", { stated: said.codes_digest, found });
}

function* applicationProblems({ record, said }) {
  const { applications } = record.sealed, numbered = new Map(applications.map((each) => [each.number, each]));
  const told = (number, problem) => say("application", { number, problem });
  for (const number of doubled(applications.map((each) => each.number))) yield told(number, say("application-twice"));
  for (const each of applications) for (const problem of byItself(each, said)) yield told(each.number, problem);
  const used = new Set();
  for (const change of record.changes) {
    used.add(change.application);
    for (const problem of decided(change, numbered.get(change.application))) yield told(change.application, problem);
  }
  for (const { decision, number } of applications) {
    if (decision === "approved" && !used.has(number)) yield told(number, say("application-unused"));
  }
}

// What is wrong with an application by itself.
function* byItself(each, said) {
  const { kind, reason, deciders, decided_by: people } = each;
  if (each.draw_id !== said.draw_id) yield say("application-draw", { draw_id: each.draw_id });
  if (!fitsChange(kind, reason)) yield say("application-reason", { reason, kind: REASONS.change_kind[kind] });
  if (each.evidence.length === 0) yield say("application-evidence");
  if (each.decided_at < each.applied_at) yield say("application-order", { decided: each.decided_at, applied: each.applied_at });
  if (people.length !== deciders.length) yield say("application-deciders", { found: deciders.length, stated: people.length });
  if (doubled([each.applicant, ...people].map(person)).length) yield say("application-people");
}

// What is wrong between a change and the application it names.
function* decided(change, found) {
  if (found === undefined) {
    yield say("application-none");
    return;
  }
  if (found.decision !== "approved") yield say("application-refused");
  const both = {
    "种类": [change.kind, found.kind], "对象": [change.subject, found.subject], "离开的": [change.out, found.out],
    "原因": [change.reason, found.reason],
    "证明材料": [change.evidence.join(), found.evidence.map((each) => each.digest).join()],
    "申请时间": [change.applied_at, found.applied_at], "决定时间": [change.decided_at, found.decided_at],
    "决定人职务": [change.deciders.join(), found.deciders.join()],
  };
  for (const [what, [open, kept]] of Object.entries(both)) {
    if (open !== kept) yield say("application-differs", { what, no: change.no });
  }
}

function photoProblems({ record }) {
  const kept = record.sealed.photos.map((photo) => photo.digest).join();
  return kept === record.photos.join() ? [] : [say("photos-other")];
}
