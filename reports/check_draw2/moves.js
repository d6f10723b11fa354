// Step 2, moves recomputed from the previous record, and step 6, who must be carried over.

// Subject -> { stratum, ratio }, with stratum null for who was in the roster and not in the draw.
function rosterOf(said, columns) {
  const ratios = new Map(said.strata.map(({ code, ratio }) => [code, ratio])), found = new Map();
  columns.subjects[0].forEach((id, i) => {
    const stratum = columns.subjects[1][i];
    found.set(id, { stratum, ratio: ratios.get(stratum) });
  });
  for (const id of columns.ineligible[0]) found.set(id, { stratum: null });
  return found;
}

// Which kind of move, the first that fits, or undefined if nothing changed.
function moveKind(then, now) {
  if (then?.stratum === now?.stratum && (then === undefined) === (now === undefined)) return undefined;
  if (then === undefined) return "added";
  if (now === undefined) return "removed";
  if (now.stratum === null) return "suspended";
  if (then.stratum === null) return "resumed";
  return compareRatios(now.ratio, then.ratio) > 0 ? "up" : "down";
}

function* movedProblems(then, now, moves) {
  const told = new Map(moves[0].map((id, i) => [id, moves[1][i]])), words = (kind) => REASONS.move_kind[kind];
  for (const id of [...new Set([...then.keys(), ...now.keys(), ...told.keys()])].sort()) {
    const kind = moveKind(then.get(id), now.get(id)), stated = told.get(id);
    if (kind === stated) continue;
    if (stated === undefined) yield say("move-missing", { id, kind: words(kind) });
    else if (kind === undefined) yield say("move-extra", { id, stated: words(stated) });
    else yield say("move-other", { id, kind: words(kind), stated: words(stated) });
  }
}

// Who left the previous draw for a passing reason, decided before this announcement.
function* carriedOverProblems(previous, said, now) {
  for (const { kind, subject: id, reason, decided_at: decided } of previous.changes) {
    const passing = kind === "subject" && REASONS.carried_over.includes(reason);
    const stratum = now.get(id)?.stratum ?? null;
    if (passing && decided <= said.announced_at && stratum !== null && stratum !== CARRIED_OVER) yield say("carry-missing", { id });
  }
}
