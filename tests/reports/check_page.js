// What each kind of vector asks of the page's scripts: given -> what is computed, for the test to compare.

// One round stands in hundreds of records here, and its signature takes most of their time.
const signed = new Map(), checkedAnew = isRoundSigned;
isRoundSigned = (chain, round, value) => {
  const asked = `${chain} ${round} ${value}`;
  if (!signed.has(asked)) signed.set(asked, checkedAnew(chain, round, value));
  return signed.get(asked);
};

const bytesOrNone = (text) => text === undefined ? undefined : utf8(text);

function verification(given, file) {
  const { announcement, previous, next, superseded, sheet, results, beside = {} } = given;
  const files = new Map(Object.entries(beside).map(([name, text]) => [name, utf8(text)]));
  const v = new Verification(utf8(file), {
    beside: files, sheet, results: results?.map((each) => utf8(typeof each === "string" ? each : JSON.stringify(each))),
    announcement: bytesOrNone(announcement), previous: bytesOrNone(previous),
    next: bytesOrNone(next), superseded: bytesOrNone(superseded),
  });
  for (const _ of v.checks());
  return v;
}

function drawOf({ suite, draw_id, secret, source_lines, strata, inspectors_per_subject, slack, ...texts }) {
  const problems = [], [ids, called] = readText("subjects", utf8(texts.subjects), problems);
  const [codes] = readText("inspectors", utf8(texts.inspectors), problems);
  const recusals = recusedFrom(readText("recusals", utf8(texts.recusals), problems), codes);
  const said = {
    inspectors_per_subject, load: { slack },
    strata: strata.map(([code, ratio]) => ({ code, name: code, sample_size: sampleSize(ratio, called.filter((s) => s === code).length), substitutes: ids.length })),
  };
  const c = { suite, said, ids, codes, recusals, byStratum: placesByStratum(called) };
  c.seed = seedOf(suite, draw_id, secret, source_lines);
  drawAgain(c);
  return c;
}

const KINDS_OF_VECTORS = {
  digests({ suite, draw_id, secret, texts }) {
    const key = textKey(suite, draw_id, secret), found = {};
    for (const [name, text] of Object.entries(texts)) {
      found[name] = { digest: keyedDigest(suite, key, utf8(text)), count: countLines(utf8(text)) };
    }
    return {
      commitment: commitmentOf(suite, draw_id, secret), texts: found,
      text_key: Array.from(key, (byte) => byte.toString(16).padStart(2, "0")).join(""),
    };
  },
  announcement({ object }) {
    return { file: new TextDecoder().decode(documentOf(object)), digest: documentDigest(object.suite, object) };
  },
  draw(given, { tickets, pair_tickets: pairs }) {
    const c = drawOf(given), order = {}, drawn = {}, sample = {};
    for (const [stratum, among] of c.order) {
      if (among.length === 0) continue;
      order[stratum] = Array.from(among, (at) => c.ids[at]);
      sample[stratum] = c.sizes.get(stratum);
      drawn[stratum] = order[stratum].slice(0, sample[stratum]);
    }
    return {
      seed: hex(c.seed), sample, order, drawn, cap: c.cap,
      inspectors: Object.fromEntries([...c.assigned].map(([id, seats]) => [id, seats.map((code) => c.codes[code])])),
      tickets: Object.fromEntries(Object.keys(tickets).map((id) => [id, hex(c.words, 8 * c.ids.indexOf(id))])),
      pair_tickets: Object.fromEntries(Object.keys(pairs).map((pair) => [pair, hex(c.tickets.all([pair]))])),
    };
  },
  changes({ draw, steps }) {
    const { standing, cap } = drawOf(draw), made = steps.map((step) => {
      try {
        const { in: next, inspectors } = standing.change(step);
        return { in: next, inspectors };
      } catch (error) {
        return { refused: reasonsOf(error).length > 0 };
      }
    });
    const places = standing.places.filter(({ id }) => id !== null).map(({ stratum, rank, id, seats }) =>
      ({ stratum, rank, id, inspectors: standing.named(seats) }));
    return { cap, steps: made, standing: places };
  },
  sources({ rows }) {
    const right = (name, value) => valueProblems(name, value).length === 0 && isSigned(name, value);
    return rows.map(([name, due, value]) => nameProblems(name, due).length ? "name" : right(name, value) ? "ok" : "value");
  },
  level: ({ rows }) => levelOf(rows),
  record(given) {
    const v = verification(given, given.file), { ok, level, look_up, release, checks } = v.report();
    const { sealed, ...open } = v.record, publicly = verification({}, `${canonicalJson(open)}\n`);
    return {
      ok, level, look_up, release, digest: v.recordDigest, public_digest_same: publicly.recordDigest === v.recordDigest,
      checks: Object.fromEntries(checks.map((check) => [check.key, check.ok])),
    };
  },
  whole(given) {
    const v = verification(given, given.file), { level, release, look_up, ok, checks } = v.report();
    const lacks = Object.fromEntries(checks.filter((check) => check.ok === null).map(({ key }) => [key, v.lacks(key)]));
    return { ok, level, release, look_up, checks, lacks };
  },
  tampered: (given) => verification(given, given.file).found.filter(({ ok }) => ok === false).map(({ key }) => key),
};
KINDS_OF_VECTORS.anchored = KINDS_OF_VECTORS.tampered;
