// Checks 22, 23 and 26: the changes replayed, how the draw ended, the results of who stands at the end.

function* changesProblems({ record, said, standing }) {
  const used = new Set();
  for (const [i, change] of record.changes.entries()) {
    const told = (problem) => say("change", { no: i + 1, problem });
    if (change.no !== i + 1) yield told(say("change-number", { found: i + 1, stated: change.no }));
    if (used.has(change.application)) yield told(say("change-application", { number: change.application }));
    used.add(change.application);
    for (const problem of replayProblems(change, said, standing)) yield told(problem);
  }
}

function* replayProblems(change, said, standing) {
  let place, due;
  try {
    place = standing.placeOf(change.subject);
    due = standing.change(change);
  } catch (error) {
    yield* reasonsOf(error);
    return;
  }
  if (change.in !== due.in) yield say("change-in", { found: due.in, stated: change.in });
  if (change.inspectors.join() !== due.inspectors.join()) {
    yield say("change-seats", { found: listed(due.inspectors), stated: listed(change.inspectors) });
  }
  const nth = place.changes, deciders = nth > said.second_decision_after ? 2 : 1, stated = change.deciders.length;
  if (stated < deciders) yield say("change-deciders", { nth, found: deciders, stated });
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
    const due = said.sources.find((each) => each.name === name)?.due ?? "";
    if (!isWitness(name) && due <= abandoned.at) problems.push(say("abandoned-source", { name, at: abandoned.at }));
  }
  return problems;
}

function* resultsProblems(c) {
  const read = [];
  for (const [i, bytes] of c.given.results.entries()) {
    const { value, problems } = readResults(bytes);
    if (value) read.push(value);
    for (const problem of problems) yield say("results-file", { n: i + 1, problem });
  }
  yield* batchProblems(c.said, read);
  if (c.record.abandoned) yield say("results-abandoned");
  else if (c.standing) yield* rowProblems(c, read);
}

function* batchProblems(said, read) {
  for (const { draw_id: stated, batch, of } of read) {
    if (stated !== said.draw_id) yield say("results-draw", { stated });
    if (of !== null && batch > of) yield say("results-beyond", { batch, of });
  }
  for (const batch of doubled(read.map((each) => each.batch))) yield say("results-batch", { batch });
  const totals = [...new Set(read.map(({ of }) => of).filter((of) => of !== null))].sort((a, b) => a - b);
  if (totals.length > 1) yield say("results-of", { stated: listed(totals) });
}

function* rowProblems({ said, standing }, read) {
  const names = namesOf(said), told = new Set();
  const held = new Map(standing.places.map((place) => [`${place.stratum} ${place.rank}`, place]));
  for (const { subject: stated, stratum: code, rank } of read.flatMap(({ results }) => results)) {
    const key = `${code} ${rank}`, found = held.get(key)?.id ?? null, stratum = names.get(code) ?? code;
    if (told.has(key)) yield say("results-twice", { stratum, rank });
    told.add(key);
    if (found === null) yield say("results-no-place", { stratum, rank, stated });
    else if (found !== stated) yield say("results-place", { stratum, rank, found, stated });
  }
  const of = read.find((each) => each.of !== null)?.of, batches = new Set(read.map(({ batch }) => batch));
  if (of === undefined || [...batches].filter((batch) => batch <= of).length < of) return;
  for (const [key, { stratum, rank, id }] of held) {
    if (id !== null && !told.has(key)) yield say("results-missing", { stratum: names.get(stratum), rank, id });
  }
}

// A published file of results; keys that the protocol doesn't name are free, and so is how it is written.
function readResults(bytes) {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    JSON.parse(text);
  } catch {
    return { problems: ["不是 JSON"] };
  }
  const reader = new Reader(text), value = known(RESULTS, reader.document());
  if (Array.isArray(value?.results)) value.results = value.results.map((row) => known(RESULT, row));
  const twice = reader.problems.some((problem) => problem.endsWith("出现多次")) ? ["有重复的项"] : [];
  const problems = shapeProblems(RESULTS, value, "结果");
  return { value: problems.length ? null : value, problems: [...twice, ...problems] };
}

// Of an object only the keys of its shape.
function known(shape, value) {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.keys(shape).filter((key) => Object.hasOwn(value, key)).map((key) => [key, value[key]]));
}
