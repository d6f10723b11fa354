// Checks 22, 23 and 26: the changes replayed, how the draw ended, the results of who stands at the end.

const fitsChange = (kind, reason) => Object.hasOwn(REASONS[`${kind}_leaves`], reason);

function* changesProblems({ record, said, standing }) {
  const used = new Set();
  for (const [i, change] of record.changes.entries()) {
    for (const problem of changeProblems(change, i + 1, used, said, standing)) yield say("change", { no: change.no, problem });
    used.add(change.application);
  }
}

function* changeProblems(change, number, used, said, standing) {
  const { kind, reason, out, application } = change;
  if (change.no !== number) yield say("change-number", { found: number, stated: change.no });
  if (!fitsChange(kind, reason)) yield say("change-reason", { reason, kind: REASONS.change_kind[kind] });
  if (used.has(application)) yield say("change-application", { number: application });
  if (kind === "subject" && out !== change.subject) yield say("change-subject", { id: change.subject, out });
  let due;
  try {
    due = standing.change(change);
  } catch (error) {
    yield* reasonsOf(error);
    return;
  }
  if (change.in !== due.in) yield say("change-in", { found: due.in, stated: change.in });
  else if (change.inspectors.join() !== due.inspectors.join()) {
    yield say("change-seats", { found: listed(due.inspectors), stated: listed(change.inspectors) });
  }
  const nth = due.place.changes, deciders = nth > said.second_decision_after ? 2 : 1, stated = change.deciders.length;
  if (stated !== deciders) yield say("change-deciders", { nth, found: deciders, stated });
}

// Null where the draw was confirmed and not abandoned.
function abandonedProblems({ record, said }) {
  const { abandoned, draw, changes, sources } = record;
  if (abandoned === null) {
    if (draw === null) return [say("draw-none")];
    return draw.confirmed_at === null ? [say("neither")] : null;
  }
  const problems = [], missing = sources.filter(({ value }) => value === null);
  if (draw !== null && draw.confirmed_at !== null) problems.push(say("both"));
  if (changes.length) problems.push(say("abandoned-changes"));
  if (draw === null && missing.length === 0) problems.push(say("abandoned-hidden"));
  if (draw !== null && missing.length) problems.push(say("abandoned-shown"));
  for (const { name } of missing) {
    const due = said.sources.find((each) => each.name === name)?.due;
    if (!isWitness(name) && due <= abandoned.at) problems.push(say("abandoned-source", { name, at: abandoned.at }));
  }
  return problems;
}

function* resultsProblems({ said, record, standing, given }) {
  const names = namesOf(said), rows = new Set(), batches = new Set(), totals = new Set();
  const places = new Map(standing.places.map(({ stratum, rank, id }) => [`${stratum} ${rank}`, { stratum, rank, id }]));
  if (record.abandoned) yield say("results-abandoned");
  for (const [i, bytes] of given.results.entries()) {
    const { value, problems } = readResults(bytes);
    for (const problem of problems) yield say("results-file", { n: i + 1, problem });
    if (problems.length) continue;
    if (value.draw_id !== said.draw_id) yield say("results-file", { n: i + 1, problem: say("results-draw", { stated: value.draw_id }) });
    if (batches.has(value.batch)) yield say("results-batch", { batch: value.batch });
    batches.add(value.batch);
    if (value.of !== null) totals.add(value.of);
    for (const { subject: stated, stratum: code, rank } of value.results) {
      const key = `${code} ${rank}`, found = places.get(key)?.id ?? null, stratum = names.get(code) ?? code;
      if (rows.has(key)) yield say("results-twice", { stratum, rank });
      else if (found === null) yield say("results-no-place", { stratum, rank, stated });
      else if (found !== stated) yield say("results-place", { stratum, rank, found, stated });
      rows.add(key);
    }
  }
  yield* batchProblems(batches, [...totals]);
  if (totals.size !== 1 || batches.size < [...totals][0]) return;
  for (const [key, { stratum, rank, id }] of places) {
    if (id !== null && !rows.has(key)) yield say("results-missing", { stratum: names.get(stratum), rank, id });
  }
}

function* batchProblems(batches, totals) {
  if (totals.length > 1) yield say("results-of", { stated: listed(totals.sort((a, b) => a - b)) });
  for (const batch of batches) {
    if (totals.length === 1 && batch > totals[0]) yield say("results-beyond", { batch, of: totals[0] });
  }
}

// A published file of results; keys that the protocol doesn't name are free, and so is how it is written.
function readResults(bytes) {
  const { value, problems } = readDocument(bytes);
  if (value === undefined) return { problems };
  const known = (shape, object) => isObject(object)
    ? Object.fromEntries(Object.keys(shape).filter((key) => Object.hasOwn(object, key)).map((key) => [key, object[key]])) : object;
  const head = known(RESULTS, value);
  if (Array.isArray(head?.results)) head.results = head.results.map((row) => known(RESULT, row));
  return { value, problems: shapeProblems(RESULTS, head, "结果") };
}
