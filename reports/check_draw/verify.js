// Step 9: a record replayed from its file, thirty checks in one order. Each is right, wrong, or has
// nothing to compare with; every one is run that can be.

const always = (f) => Object.assign(f, { anyShape: true });
const whenDrawn = (f) => (c) => c.record.draw && c.words ? f(c) : null;
const whenAssigned = (f) => whenDrawn((c) => c.assigned ? f(c) : null);
const whenSealed = (f) => (c) => c.record.sealed ? f(c) : null;
const whenGiven = (key, f) => (c) => c.given[key] === undefined ? null : f(c);

function announcementProblems({ value, announcementDigest: found }) {
  if (found === null) return null;
  const stated = { announcement_digest: value.announcement_digest };
  const { draw = null } = value;
  if (draw !== null) stated["draw.announcement_digest"] = isObject(draw) ? draw.announcement_digest : null;
  return Object.entries(stated).filter(([, each]) => each !== found)
    .map(([where, each]) => say("announcement-digest", { where, stated: each, found }));
}

// What may be lacking for a check, where it is not the draw itself.
const LACKING = {
  kept: ["kept"], sheet: ["sheet"], next: ["next"], "time-stamp": ["time-stamp"], results: ["results"],
  abandoned: ["abandoned"], previous: ["no-previous", "previous"], supersedes: ["no-superseded", "supersedes"],
  sealed: ["sealed"], codes: ["sealed"], applications: ["sealed"], photos: ["sealed"],
};

// By key and in the order of step 9, after bytes and shape; null is nothing to compare with.
const CHECKS = {
  digest: always(({ value, recordDigest }) => recordDigest && same(value.digest, recordDigest)),
  announcement: always(announcementProblems),
  kept: whenGiven("announcement", keptProblems),
  sheet: whenGiven("sheet", sheetProblems),
  next: whenGiven("next", nextProblems),
  "time-stamp": (c) => c.record.time_stamp && stampProblems(c),
  receipts: receiptProblems,
  secret: ({ record, said, suite }) => same(said.commitment, commitmentOf(suite, said.draw_id, record.secret)),
  texts: textsProblems,
  terms: (c) => c.columns ? termsProblems(c) : null,
  order: orderProblems,
  sources: sourcesProblems,
  seed: (c) => {
    c.seed = seedFrom(c);
    if (c.record.draw === null) return null;
    return c.seed === null ? [say("seed-none")] : same(c.record.draw.seed, hex(c.seed));
  },
  drawn: (c) => {
    if (c.columns && c.seed) drawAgain(c);
    return c.record.draw && c.words ? placeProblems(c.said, c.drawn, c.record.draw.drawn) : null;
  },
  substitutes: whenDrawn((c) => placeProblems(c.said, c.substitutes, c.record.draw.substitutes)),
  cutoffs: whenDrawn(cutoffProblems),
  cap: whenAssigned((c) => same(c.record.draw.cap, c.cap)),
  inspectors: whenAssigned(seatProblems),
  "draw-digest": always(({ value, drawDigest }) => drawDigest === undefined ? null : same(value.draw_digest ?? null, drawDigest)),
  changes: (c) => c.record.draw && c.standing ? changesProblems(c) : null,
  abandoned: abandonedProblems,
  previous: whenGiven("previous", previousProblems),
  supersedes: whenGiven("superseded", supersededProblems),
  results: whenGiven("results", resultsProblems),
  sealed: whenSealed(sealedProblems),
  codes: whenSealed(codesProblems),
  applications: whenSealed(applicationProblems),
  photos: whenSealed(photoProblems),
};

// One record: `bytes` of its file, and what is `given` beside it: { beside: file name -> bytes,
// announcement, previous, next, superseded (bytes), sheet (hex), results (list of bytes) }.
class Verification {
  constructor(bytes, given = {}) {
    this.bytes = bytes;
    this.given = given;
    this.found = [];
  }

  // Yields { key, ok, problems } for each check; what was recomputed stays in the fields.
  * checks() {
    this.read();
    yield this.check("bytes", this.faults);
    yield this.check("shape", this.value === undefined ? null : this.misshapen);
    for (const [key, run] of Object.entries(CHECKS)) {
      yield this.check(key, this.record || run.anyShape && isObject(this.value) ? run(this) : null);
    }
  }

  // Takes the file apart; what is wrong with its bytes and its shape.
  read() {
    const { value, members, problems } = readDocument(this.bytes);
    this.faults = problems;
    this.value = value;
    this.misshapen = value === undefined ? [] : shapeProblems(RECORD, value, "记录");
    if (members) this.take(value, members);
    return [...this.faults, ...this.misshapen];
  }

  // The digests, as far as they can be had; and the record, if its shape is right but for the order of lists.
  take(value, members) {
    const { announcement: said, draw = null, digest: _, sealed: __, ...rest } = value;
    const known = isObject(said) && SUITES.has(said.suite), hashed = (bytes) => hex(digest(said.suite, bytes));
    const can = (part) => known && (this.faults.length === 0 || isDocument(part));
    this.recordDigest = can({ said, draw, ...rest }) ? hashed(documentWithout(members, "digest", "sealed")) : null;
    this.announcementDigest = can(said) ? hashed(documentOf(said)) : null;
    if (draw === null) this.drawDigest = null;
    else if (can(draw)) this.drawDigest = hashed(utf8(`${members.get("draw").slice('"draw":'.length)}\n`));
    if (this.misshapen.length === 0 || fits(RECORD, value, false)) Object.assign(this, { record: value, said, suite: said.suite });
  }

  check(key, found) {
    const problems = [...new Set(found ?? [])], check = { key, ok: found ? problems.length === 0 : null, problems };
    this.found.push(check);
    return check;
  }

  // Why a check had nothing to compare with, in words.
  lacks(key) {
    const { record, said, given } = this, { lacks } = WORDS;
    if (!record) return lacks.wrong;
    const missing = {
      kept: !given.announcement, sheet: given.sheet === undefined, next: !given.next,
      "time-stamp": !record.time_stamp, "no-previous": !said.previous, previous: !given.previous,
      "no-superseded": !said.supersedes, supersedes: !given.superseded, results: !given.results,
      sealed: !record.sealed, abandoned: true, draw: !record.draw,
    };
    return lacks[(LACKING[key] ?? ["draw"]).find((why) => missing[why]) ?? "wrong"];
  }

  ok(key) {
    return this.found.find((check) => check.key === key)?.ok ?? null;
  }

  // { ok, level, release, look_up, checks } once all checks are through, as `--json` says it.
  report() {
    const ok = this.found.every((check) => check.ok !== false);
    const release = this.ok("kept") ? "kept" : this.ok("time-stamp") ? "stamped" : "claimed";
    if (!this.record) return { ok, level: 0, release, look_up: [], checks: this.found };
    const { level, look_up } = levelOf(this.record.sources.filter(({ value }) => value !== null).map(({ name }) => [name]));
    const proven = receiptsBind(this.record) ? level : Math.min(level, 2);
    return { ok, level: ok ? proven : 0, release, look_up, checks: this.found };
  }
}
