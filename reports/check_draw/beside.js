// Checks 5 to 7, 24 and 25: what is held against other files.

function keptProblems({ said, suite, given, announcementDigest: found }) {
  const own = documentOf(said), kept = given.announcement;
  if (kept.length === own.length && kept.every((byte, i) => byte === own[i])) return [];
  return [say("kept-other", { kept: hex(digest(suite, kept)), found })];
}

function sheetProblems({ record, given, drawDigest: found }) {
  const sheet = copiedDigest(given.sheet);
  if (found === null) return [say("sheet-none", { sheet })];
  return sheet === found && found === record.draw_digest ? [] : [say("sheet-other", { sheet, found })];
}

const notRead = (key) => (problem) => say("not-read", { what: WORDS.checks[key], problem });

// The next announcement names this draw: as previous, or as superseded where it was abandoned.
function nextProblems({ record, said, recordDigest, drawDigest, given }) {
  const { value: next, problems: wrong } = readDocument(given.next), problems = [];
  if (next !== undefined) wrong.push(...shapeProblems(ANNOUNCEMENT, next, "公告"));
  if (wrong.length) return wrong.map(notRead("next"));
  const named = record.abandoned ? next.supersedes : next.previous;
  if (named === null || named.draw_id !== said.draw_id) return [say("next-unnamed", { draw_id: said.draw_id })];
  const digests = [["记录摘要", named.record_digest, recordDigest]];
  if (!record.abandoned) digests.unshift(["抽取摘要", named.draw_digest, drawDigest]);
  for (const [what, stated, found] of digests) {
    if (stated !== null && stated !== found) problems.push(say("next-other", { what, stated, found }));
  }
  if (named.record_digest === null && dayOf(next.announced_at) > said.record_due) {
    problems.push(say("next-overdue", { at: next.announced_at, due: said.record_due }));
  }
  return problems;
}

// A record from before: the verification as far as it is read, and what is wrong with it by itself.
function readEarlier(bytes, c, key) {
  const its = new Verification(bytes, { beside: c.given.beside }), wrong = its.read();
  if (!its.record) return { wrong: wrong.map(notRead(key)) };
  const { record } = its, stated = [record.digest, record.announcement_digest, record.draw_digest];
  [its.recordDigest, its.announcementDigest, its.drawDigest].forEach((found, i) => wrong.push(...same(stated[i], found)));
  if (key === "previous") wrong.push(...textsHold(its));
  return { its, wrong: wrong.map(notRead(key)) };
}

function* textsHold(its) {
  const { said, record, suite } = its, key = textKey(suite, said.draw_id, record.secret);
  for (const [each, { name: text }] of Object.entries(TEXTS)) {
    const bytes = textBytes(record.texts[each], its.given.beside), stated = said[each].digest;
    const found = bytes && keyedDigest(suite, key, bytes);
    if (bytes === undefined) yield say("text-missing", { file: record.texts[each].file });
    else if (found !== stated) yield say("text-digest", { text, stated, found });
  }
  yield* textFaultsOf(its);
}

function previousProblems(c) {
  const { said } = c, named = said.previous;
  if (named === null) return [say("previous-unnamed")];
  const { its, wrong } = readEarlier(c.given.previous, c, "previous");
  if (!its) return wrong;
  const { draw, abandoned } = its.record, due = its.said.record_due, confirmed = draw?.confirmed_at ?? null;
  const stated = [["抽取编号", named.draw_id, its.said.draw_id], ["抽取摘要", named.draw_digest, its.drawDigest]];
  if (named.record_digest !== null) stated.push(["记录摘要", named.record_digest, its.recordDigest]);
  else if (dayOf(said.announced_at) > due) wrong.push(say("previous-overdue", { due, at: said.announced_at }));
  for (const [what, told, found] of stated) if (told !== found) wrong.push(say("previous-other", { what, stated: told, found }));
  if (confirmed === null || abandoned !== null) wrong.push(say("previous-unconfirmed"));
  else if (confirmed > said.announced_at) wrong.push(say("previous-later", { earlier: confirmed, at: said.announced_at }));
  if (c.columns && its.columns) {
    const now = rosterOf(said, c.columns), then = rosterOf(its.said, its.columns);
    wrong.push(...movedProblems(then, now, c.columns.moves), ...carriedOverProblems(its.record, said, now));
  }
  return wrong;
}

function supersededProblems(c) {
  const { said, record } = c, named = said.supersedes;
  if (named === null) return [say("supersedes-unnamed")];
  const { its, wrong } = readEarlier(c.given.superseded, c, "supersedes");
  if (!its) return wrong;
  const stated = [["抽取编号", named.draw_id, its.said.draw_id], ["记录摘要", named.record_digest, its.recordDigest]];
  for (const [what, told, found] of stated) if (told !== found) wrong.push(say("supersedes-other", { what, stated: told, found }));
  const { abandoned } = its.record;
  if (abandoned === null) wrong.push(say("supersedes-standing"));
  else if (abandoned.at > said.announced_at) wrong.push(say("supersedes-later", { earlier: abandoned.at, at: said.announced_at }));
  if (its.record.secret === record.secret) wrong.push(say("supersedes-secret"));
  return wrong;
}
