// Step 6: replacements replayed one after another on the places as drawn.

// What is wrong with each replacement, in Chinese; the recomputed one is carried on.
// `confirmed` holds tickets, called, sequence, sizes, assigned, codes, recusals and cap;
// inspectors are places in `codes`.
function* replayReplacements(confirmed, made) {
  const { called, sequence, sizes, assigned, codes } = confirmed;
  const stratumOf = new Map(), standing = new Map(assigned), used = new Set();
  for (const [name, ids] of sequence) {
    for (const id of ids.slice(0, sizes.get(name))) stratumOf.set(id, name);
  }
  const load = new Int32Array(codes.length);
  const carry = (seats, by) => seats.forEach((code) => { load[code] += by; });
  for (const seats of standing.values()) carry(seats, 1);
  const named = (seats) => seats.map((code) => codes[code]);
  for (const each of made) {
    const told = `申请 ${each.application}：`, moves = Object.hasOwn(each, "substitute");
    const subject = moves ? each.replaced : each.subject;
    if (!standing.has(subject)) {
      yield `${told}「${subject}」不在抽中对象中`;
      continue;
    }
    let seats = standing.get(subject), due = subject;
    standing.delete(subject);
    carry(seats, -1);
    try {
      if (moves) {
        const name = stratumOf.get(subject);
        due = sequence.get(name).slice(sizes.get(name)).find((id) => !used.has(id));
        if (due === undefined) {
          due = subject;
          throw new Refused(`类别「${called.get(name)}」的递补对象已经用完，不能再递补`);
        }
        used.add(due);
        stratumOf.set(due, name);
        seats = inherit(confirmed, due, seats, load);
      } else {
        seats = nextInspectors(confirmed, due, seats, each.inspector, load);
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      yield* error.reasons.map((reason) => told + reason);
      standing.set(subject, seats);
      carry(seats, 1);
      continue;
    }
    standing.set(due, seats);
    carry(seats, 1);
    if (moves && each.substitute !== due) {
      yield `${told}应递补「${due}」，记录为「${each.substitute}」`;
    } else if (each.inspectors.join("\n") !== named(seats).join("\n")) {
      yield `${told}「${due}」的检查人员应为 ${named(seats).join("、")}，记录为 ${each.inspectors.join("、")}`;
    }
  }
}

// The inspectors of a substitute: inherited, but for those recused from it.
function inherit(confirmed, id, inspectors, load) {
  const recused = confirmed.recusals.get(id) ?? NOBODY, seats = [...inspectors];
  inspectors.forEach((code, seat) => {
    if (recused.has(code)) seats[seat] = nextAllowed(confirmed, id, new Set([...recused, ...seats]), load);
  });
  return seats;
}

function nextInspectors(confirmed, id, inspectors, leaving, load) {
  const gone = confirmed.codes.indexOf(leaving);
  if (!inspectors.includes(gone)) throw new Refused(`「${leaving}」不是「${id}」的检查人员`);
  const recused = confirmed.recusals.get(id) ?? NOBODY;
  const next = nextAllowed(confirmed, id, new Set([...recused, ...inspectors]), load);
  return inspectors.map((code) => code === gone ? next : code);
}

// The smallest ticket below the cap; where all are at the cap, it gives way by the least.
function nextAllowed({ tickets, codes, cap }, id, barred, load) {
  const free = codes.map((_, code) => code).filter((code) => !barred.has(code));
  if (free.length === 0) throw new Refused(`「${id}」没有可以接替的检查人员`);
  const room = Math.max(cap, Math.min(...free.map((code) => load[code])) + 1);
  const open = free.filter((code) => load[code] < room);
  const words = tickets.all(open.map((code) => `${id}/${codes[code]}`));
  return open[byTicket(open.keys(), words, open.map((code) => codes[code]))[0]];
}
