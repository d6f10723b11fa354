// Checks 16 to 20: everyone's ticket, the order of each stratum, who is drawn, who comes next, who inspects.

// What follows from seed and texts; kept for the checks, the changes and whoever asks about one firm.
function drawAgain(c) {
  const { said, ids, codes, recusals, seed } = c, tickets = new Tickets(c.suite, seed);
  const words = tickets.all(ids), order = new Map(), sizes = new Map(), drawn = [], substitutes = [], cutoffs = new Map();
  for (const [stratum, { sample_size: size, substitutes: shown }] of new Map(said.strata.map((each) => [each.code, each]))) {
    const among = byTicket(c.byStratum.get(stratum) ?? [], words, ids), n = Math.min(size, among.length);
    order.set(stratum, among);
    sizes.set(stratum, n);
    for (let at = 0; at < Math.min(n + shown, among.length); at++) {
      const place = { stratum, rank: at + 1, id: ids[among[at]], ticket: hex(words, 8 * among[at]), at: among[at] };
      (at < n ? drawn : substitutes).push(place);
    }
    if (n > 0) cutoffs.set(stratum, hex(words, 8 * among[n - 1]));
  }
  Object.assign(c, { tickets, words, order, sizes, drawn, substitutes, cutoffs });
  const served = Array.from(byTicket(drawn.map((place) => place.at), words, ids), (at) => ids[at]);
  try {
    [c.cap, c.assigned] = assign(tickets, served, codes, recusals, said.inspectors_per_subject, said.load.slack);
    c.standing = new Standing(c);
  } catch (error) {
    reasonsOf(error);
  }
}

function reasonsOf(error) {
  if (error instanceof Refused) return error.reasons;
  throw error;
}

const namesOf = (said) => new Map(said.strata.map(({ code, name }) => [code, name]));

function* placeProblems(said, due, stated) {
  const isRow = ({ stratum, rank, id, ticket }, row) =>
    id === row.id && ticket === row.ticket && rank === row.rank && stratum === row.stratum;
  if (due.length === stated.length && due.every((place, i) => isRow(place, stated[i]))) return;
  const names = namesOf(said), rows = new Map(stated.map((row) => [`${row.stratum} ${row.rank}`, row]));
  const inOrder = due.length === stated.length
    && due.every(({ stratum, rank }, i) => stratum === stated[i].stratum && rank === stated[i].rank);
  for (const { stratum, rank, id, ticket } of due) {
    const at = { stratum: names.get(stratum), rank }, row = rows.get(`${stratum} ${rank}`);
    rows.delete(`${stratum} ${rank}`);
    if (row === undefined) yield say("row-missing", { ...at, id });
    else if (row.id !== id) yield say("row-other", { ...at, id, stated: row.id });
    else if (row.ticket !== ticket) yield say("row-ticket", { id, ticket, stated: row.ticket });
  }
  for (const { stratum, rank, id } of rows.values()) {
    yield say("row-more", { stratum: names.get(stratum) ?? stratum, rank, id });
  }
  if (!inOrder) yield say("row-order");
}

function* cutoffProblems({ said, cutoffs, record }) {
  const names = namesOf(said), told = new Map(record.draw.cutoffs.map(({ stratum, ticket }) => [stratum, ticket]));
  for (const stratum of [...new Set([...cutoffs.keys(), ...told.keys()])].sort()) {
    const found = cutoffs.get(stratum), stated = told.get(stratum);
    if (found !== stated) yield say("cutoff", { stratum: names.get(stratum) ?? stratum, found, stated });
  }
}

function* seatProblems({ assigned, codes, record }) {
  for (const { id, inspectors } of record.draw.drawn) {
    const due = assigned.get(id)?.map((code) => codes[code]);
    if (due && due.join() !== inspectors.join()) {
      yield say("seats", { id, found: listed(due), stated: listed(inspectors) });
    }
  }
}
