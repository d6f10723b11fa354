// Checks 8 to 15: what was fixed before the draw, and the sources.

function stampProblems(c) {
  const { stamp, problem } = readStamp(c.record.time_stamp.token);
  if (!stamp) return [problem];
  c.stamp = stamp;
  const found = hex(digest(stamp.suite, documentOf(c.said)));
  return found === stamp.imprint ? [] : [`时间戳所盖文件的摘要是 ${stamp.imprint}，公告文件的是 ${found}`];
}

function* receiptProblems({ record, said, announcementDigest: found }) {
  const received = new Set(record.receipts.map(({ channel }) => channel));
  if (record.abandoned === null) {
    for (const channel of said.channels) if (!received.has(channel)) yield say("receipt-missing", { channel });
  }
  for (const { channel, announcement_digest: stated } of record.receipts) {
    if (!said.channels.includes(channel)) yield say("receipt-unknown", { channel });
    if (stated !== found) yield say("receipt-other", { channel, stated, found });
  }
}

// The bytes of a text, which stands in the record or in a file beside it; undefined where they are missing.
const textBytes = (stated, beside) => string(stated) ? utf8(stated) : beside?.get(stated.file);

function textsProblems(c) {
  const { said, record, suite } = c, problems = [], key = textKey(suite, said.draw_id, record.secret);
  for (const [each, { name: text }] of Object.entries(TEXTS)) {
    const written = record.texts[each], bytes = textBytes(written, c.given.beside);
    if (bytes === undefined) {
      problems.push(say("text-missing", { file: written.file }));
      continue;
    }
    const size = bytes.length, found = keyedDigest(suite, key, bytes), lines = countLines(bytes), stated = said[each];
    if (!string(written) && written.bytes !== size) problems.push(say("text-size", { file: written.file, stated: written.bytes, found: size }));
    if (stated.digest !== found) problems.push(say("text-digest", { text, stated: stated.digest, found }));
    if (stated.count !== lines) problems.push(say("text-count", { text, stated: stated.count, found: lines }));
  }
  return [...problems, ...textFaultsOf(c)];
}

// Reads the five texts into `c` and says what is wrong with their lines; `columns` stays unset where
// they can't be used.
function textFaultsOf(c) {
  const faults = [], columns = {};
  for (const each of Object.keys(TEXTS)) {
    const bytes = textBytes(c.record.texts[each], c.given.beside);
    columns[each] = bytes && readText(each, bytes, faults);
  }
  return Object.values(columns).every(Boolean) ? useTexts(c, columns) : faults;
}

// Takes texts that are right by themselves, if they are with each other; else says what is wrong.
function useTexts(c, columns) {
  const [ids, strata] = columns.subjects, [codes] = columns.inspectors, byStratum = placesByStratum(strata);
  const problems = [...crossProblems({ ...columns, ids, codes, byStratum }, c.said)];
  if (problems.length === 0) {
    Object.assign(c, { columns, ids, strata, codes, byStratum, recusals: recusedFrom(columns.recusals, codes) });
  }
  return problems;
}

// Subject -> set of the places in `codes` of the inspectors recused from it.
function recusedFrom([who, whom], codes) {
  const place = new Map(codes.map((code, i) => [code, i])), found = new Map();
  whom.forEach((id, i) => {
    if (!found.has(id)) found.set(id, new Set());
    found.get(id).add(place.get(who[i]));
  });
  return found;
}

function* sourcesProblems({ record, said }) {
  const names = said.sources.map(({ name }) => name), read = record.sources.map(({ name }) => name);
  for (const name of doubled(names)) yield say("source-twice", { name });
  if (names.join("\n") !== read.join("\n")) yield say("source-order", { stated: listed(names), found: listed(read) });
  for (const { name, due } of said.sources) yield* nameProblems(name, due);
  for (const { name, value, read_at: at } of record.sources) {
    if (value === null !== (at === null)) yield say("source-half", { name });
    if (value === null) {
      if (record.abandoned === null) yield say("source-unread", { name });
      continue;
    }
    const wrong = valueProblems(name, value);
    yield* wrong;
    if (wrong.length === 0 && !isSigned(name, value)) yield say("drand-wrong", { name });
  }
}

// The seed, or null where a source has no value.
function seedFrom({ record, said, suite }) {
  if (record.sources.some(({ value }) => value === null)) return null;
  const lines = record.sources.map(({ name, value }) => `${name} ${value}`);
  return seedOf(suite, said.draw_id, record.secret, lines);
}
