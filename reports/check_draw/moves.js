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
  const told = new Map(moves[0].map((id, i) => [id, moves[1][i]])), { name } = TEXTS.moves;
  for (const id of [...new Set([...then.keys(), ...now.keys(), ...told.keys()])].sort()) {
    const due = moveKind(then.get(id), now.get(id)), stated = told.get(id);
    const is = REASONS.move_kind[due], says = REASONS.move_kind[stated];
    if (due === stated) continue;
    if (stated === undefined) yield `${name}：缺少「${id}」的变动「${is}」`;
    else if (due === undefined) yield `${name}：「${id}」没有变动，却列为「${says}」`;
    else yield `${name}：「${id}」的变动应为「${is}」，列为「${says}」`;
  }
}

// Who left the previous draw for a passing reason, decided before this announcement.
function* carriedOverProblems(previous, said, now) {
  const due = previous.changes.filter(({ kind, reason, decided_at: decided }) =>
    kind === "subject" && REASONS.carried_over.includes(reason) && decided <= said.announced_at);
  for (const id of [...new Set(due.map(({ out }) => out))].sort()) {
    const stratum = now.get(id)?.stratum ?? null;
    if (stratum !== null && stratum !== CARRIED_OVER) {
      yield `「${id}」上期因暂时原因未检查，应列入类别「${CARRIED_OVER}」，列在「${stratum}」`;
    }
  }
}
