// Step 6: the places of a confirmed draw as changes leave them. A refused change changes nothing.

class Standing {
  // `draw` holds tickets, ids, codes, recusals, cap, by stratum its whole `order` (places in `ids`) and
  // size, and the inspectors `assigned` to each drawn subject, as places in `codes`.
  constructor({ tickets, ids, codes, recusals, cap, order, sizes, assigned }) {
    Object.assign(this, { tickets, ids, codes, recusals, cap, order, sizes });
    this.places = [];
    this.at = new Map();
    this.used = new Set();
    this.outOfService = new Set();
    this.load = new Int32Array(codes.length);
    for (const [stratum, among] of order) {
      for (let rank = 1; rank <= sizes.get(stratum); rank++) {
        const id = ids[among[rank - 1]];
        const place = { stratum, rank, id, seats: assigned.get(id), changes: 0, barred: new Set() };
        this.places.push(place);
        this.at.set(id, place);
        this.used.add(id);
        this.carry(place.seats, 1);
      }
    }
  }

  // One change, given as in the record; returns what it leaves: { in, inspectors }.
  change({ kind, subject, out, reason }) {
    const place = this.placeOf(subject), reasons = REASONS[`${kind}_leaves`];
    if (!Object.hasOwn(reasons, reason)) {
      throw new Refused(`${REASONS.change_kind[kind]}的原因「${reason}」应为：${Object.values(reasons).join("、")}`);
    }
    if (kind === "subject" && out !== subject) throw new Refused(`离开的应为「${subject}」，写的是「${out}」`);
    const next = kind === "subject" ? this.subjectLeaves(place)
      : this.inspectorLeaves(place, out, REASONS.out_of_service.includes(reason));
    return { in: next, inspectors: this.named(place.seats) };
  }

  placeOf(subject) {
    const place = this.at.get(subject);
    if (place === undefined) throw new Refused(`「${subject}」不在抽中对象中`);
    return place;
  }

  // The first substitute not yet used that can be served takes the place; with none left it is vacated.
  subjectLeaves(place) {
    const among = this.order.get(place.stratum), left = place.seats;
    let next = null, seats = [];
    for (let rank = this.sizes.get(place.stratum); rank < among.length && next === null; rank++) {
      const id = this.ids[among[rank]];
      const inherited = this.used.has(id) ? null : this.inherit(place, id);
      if (inherited) [next, seats] = [id, inherited];
    }
    this.at.delete(place.id);
    place.id = next;
    if (next !== null) {
      this.at.set(next, place);
      this.used.add(next);
    }
    this.reseat(place, left, seats);
    return next;
  }

  // The place's inspectors for `id`, each that is recused from it replaced; null if it can't be served.
  inherit(place, id) {
    const seats = [...place.seats], recused = this.recusals.get(id) ?? NOBODY;
    for (let seat = 0; seat < seats.length; seat++) {
      if (!recused.has(seats[seat])) continue;
      const next = this.nextAllowed(place, id, seats);
      if (next === null) return null;
      seats[seat] = next;
    }
    return seats;
  }

  // The next allowed inspector takes the seat of the one who leaves.
  inspectorLeaves(place, leaving, outOfService) {
    const gone = this.codes.indexOf(leaving), left = place.seats;
    if (!left.includes(gone)) throw new Refused(`「${leaving}」不是「${place.id}」的检查人员`);
    const next = this.nextAllowed(place, place.id, left);
    if (next === null) throw new Refused(`「${place.id}」没有可以接替的检查人员`);
    place.barred.add(gone);
    if (outOfService) this.outOfService.add(gone);
    this.reseat(place, left, left.map((code) => code === gone ? next : code));
    return this.codes[next];
  }

  reseat(place, before, after) {
    this.carry(before, -1);
    this.carry(after, 1);
    place.seats = after;
    place.changes++;
  }

  carry(seats, by) {
    for (const code of seats) this.load[code] += by;
  }

  // The smallest ticket below the cap; where all are at it, the cap gives way by the least.
  nextAllowed(place, id, seats) {
    const { tickets, codes, cap, load } = this, recused = this.recusals.get(id) ?? NOBODY;
    const free = [...codes.keys()].filter((code) =>
      !recused.has(code) && !seats.includes(code) && !place.barred.has(code) && !this.outOfService.has(code));
    if (free.length === 0) return null;
    const room = Math.max(cap, Math.min(...free.map((code) => load[code])) + 1);
    const open = free.filter((code) => load[code] < room);
    const words = tickets.all(open.map((code) => `${id}/${codes[code]}`));
    return open[byTicket(open.keys(), words, open.map((code) => codes[code]))[0]];
  }

  named(seats) {
    return seats.map((code) => this.codes[code]);
  }
}
