// Checks 5 to 7, 24 and 25: what is held against other files.

function keptProblems({ said, suite, given, announcementDigest: found }) {
  const own = documentOf(said), kept = given.announcement;
  if (kept.length === own.length && kept.every((byte, i) => byte === own[i])) return [];
  return [say("kept-other", { kept: hex(digest(suite, kept)), found })];
}

function sheetProblems({ record, given, drawDigest: found }) {
  const sheet = given.sheet.replace(/\s+/g, "").toLowerCase();
  if (found === null) return [say("sheet-none", { sheet })];
  return sheet === found && found === record.draw_digest ? [] : [say("sheet-other", { sheet, found })];
}

// A file that should be an announcement or a record, or null with the reasons in `problems`.
function readBeside(bytes, shape, key, problems) {
  const { value, members, problems: wrong } = readDocument(bytes);
  const all = [...wrong, ...(value === undefined ? [] : shapeProblems(shape, value, shape === RECORD ? "记录" : "公告"))];
  problems.push(...all.map((problem) => say("not-read", { what: WORDS.checks[key], problem })));
  return all.length ? null : { value, members };
}

// The next announcement names this draw: as previous, or as superseded where it was abandoned.
function nextProblems({ record, said, recordDigest, drawDigest, given }) {
  const problems = [], next = readBeside(given.next, ANNOUNCEMENT, "next", problems)?.value;
  if (!next) return problems;
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

// The digests of a record that another names.
const digestsOf = ({ value, members }) => ({
  draw: value.draw && documentDigest(value.announcement.suite, value.draw),
  record: hex(digest(value.announcement.suite, documentWithout(members, "digest", "sealed"))),
});

function previousProblems(c) {
  const { said } = c, problems = [], found = readBeside(c.given.previous, RECORD, "previous", problems);
  if (said.previous === null) return [say("previous-unnamed")];
  if (!found) return problems;
  const { value: previous } = found, stated = said.previous, own = digestsOf(found), due = previous.announcement.record_due;
  const named = [["编号", stated.draw_id, previous.announcement.draw_id], ["抽取摘要", stated.draw_digest, own.draw]];
  if (stated.record_digest !== null) named.push(["记录摘要", stated.record_digest, own.record]);
  else if (dayOf(said.announced_at) > due) problems.push(say("previous-overdue", { due, at: said.announced_at }));
  for (const [what, told, is] of named) if (told !== is) problems.push(say("previous-other", { what, stated: told, found: is }));
  const confirmed = previous.draw?.confirmed_at ?? null;
  if (confirmed === null || previous.abandoned) problems.push(say("previous-unconfirmed"));
  else if (confirmed > said.announced_at) problems.push(say("previous-later", { earlier: confirmed, at: said.announced_at }));
  if (stated.draw_id === previous.announcement.draw_id) problems.push(...movesAgain(c, previous));
  return problems;
}

// Moves and who is carried over, recomputed from the texts of both records.
function movesAgain(c, previous) {
  if (!c.columns) return [];
  const columns = {}, wrong = [];
  for (const key of ["subjects", "ineligible"]) {
    const bytes = textBytes(previous.texts[key], c.given.beside);
    if (bytes === undefined) wrong.push(say("text-missing", { file: previous.texts[key].file }));
    else columns[key] = readText(key, bytes, wrong);
  }
  if (wrong.length) return wrong.map((problem) => say("previous-false", { problem }));
  const now = rosterOf(c.said, c.columns), then = rosterOf(previous.announcement, columns);
  return [...movedProblems(then, now, c.columns.moves), ...carriedOverProblems(previous, c.said, now)];
}

function supersededProblems({ said, record, given }) {
  const problems = [], found = readBeside(given.superseded, RECORD, "supersedes", problems);
  if (said.supersedes === null) return [say("supersedes-unnamed")];
  if (!found) return problems;
  const { value: other } = found, { abandoned } = other, stated = said.supersedes;
  const named = [["编号", stated.draw_id, other.announcement.draw_id], ["记录摘要", stated.record_digest, digestsOf(found).record]];
  for (const [what, told, is] of named) if (told !== is) problems.push(say("supersedes-other", { what, stated: told, found: is }));
  if (abandoned === null) problems.push(say("supersedes-standing"));
  else if (abandoned.at > said.announced_at) problems.push(say("supersedes-later", { earlier: abandoned.at, at: said.announced_at }));
  if (other.secret === record.secret) problems.push(say("supersedes-secret"));
  return problems;
}
