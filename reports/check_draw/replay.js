// Step 6 again: a record's replacements replayed one after another on the places as drawn.

// What is wrong with each replacement, in Chinese; the recomputed one is carried on.
function* replayReplacements(standing, made) {
  const named = (seats) => seats.map((code) => standing.codes[code]);
  for (const each of made) {
    const told = `申请 ${each.application}：`, moves = Object.hasOwn(each, "substitute");
    let due, seats;
    try {
      if (moves) [due, seats] = standing.subjectLeaves(each.replaced);
      else [due, seats] = [each.subject, standing.inspectorLeaves(each.subject, each.inspector)];
    } catch (error) {
      yield* reasonsOf(error).map((reason) => told + reason);
      continue;
    }
    if (moves && each.substitute !== due) {
      yield `${told}应递补「${due}」，记录为「${each.substitute}」`;
    } else if (each.inspectors.join("\n") !== named(seats).join("\n")) {
      yield `${told}「${due}」的检查人员应为 ${named(seats).join("、")}，记录为 ${each.inspectors.join("、")}`;
    }
  }
}
