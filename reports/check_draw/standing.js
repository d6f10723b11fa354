// Step 6: the places of a confirmed draw as changes leave them, each the next by the draw's own
// tickets. A change that is refused changes nothing. Twin of models/rules/draw/standing.py.

class Standing {
  // `drawn` holds tickets, called, codes, recusals, cap, and by stratum its whole sequence and
  // size; `assigned` the inspectors of each drawn subject, as places in `codes`.
  constructor({ tickets, called, codes, recusals, cap, sequence, sizes, assigned }) {
    Object.assign(this, { tickets, called, codes, recusals, cap, sequence, sizes });
    this.places = new Map(assigned);
    this.stratumOf = new Map();
    for (const [name, ids] of sequence) {
      for (const id of ids.slice(0, sizes.get(name))) this.stratumOf.set(id, name);
    }
    this.used = new Map([...sequence.keys()].map((name) => [name, 0]));
    this.load = new Int32Array(codes.length);
    for (const seats of this.places.values()) this.carry(seats, 1);
  }

  // The next substitute takes the place and inherits its inspectors, but for those recused from it.
  subjectLeaves(subject) {
    const seats = [...this.seats(subject)], left = this.seats(subject);
    const stratum = this.stratumOf.get(subject);
    const substitute = this.sequence.get(stratum)[this.sizes.get(stratum) + this.used.get(stratum)];
    if (substitute === undefined) {
      throw new Refused(`类别「${this.called.get(stratum)}」的递补对象已经用完，不能再递补`);
    }
    const recused = this.recusals.get(substitute) ?? NOBODY;
    seats.forEach((code, seat) => {
      if (recused.has(code)) seats[seat] = this.nextAllowed(substitute, new Set([...recused, ...seats]));
    });
    this.places.delete(subject);
    this.places.set(substitute, seats);
    this.stratumOf.set(substitute, stratum);
    this.used.set(stratum, this.used.get(stratum) + 1);
    this.carry(left, -1);
    this.carry(seats, 1);
    return [substitute, seats];
  }

  // The next allowed inspector takes the seat of `leaving`.
  inspectorLeaves(subject, leaving) {
    const left = this.seats(subject), gone = this.codes.indexOf(leaving);
    if (!left.includes(gone)) throw new Refused(`「${leaving}」不是「${subject}」的检查人员`);
    const recused = this.recusals.get(subject) ?? NOBODY;
    const next = this.nextAllowed(subject, new Set([...recused, ...left]));
    const seats = left.map((code) => code === gone ? next : code);
    this.places.set(subject, seats);
    this.carry(left, -1);
    this.carry(seats, 1);
    return seats;
  }

  seats(subject) {
    if (!this.places.has(subject)) throw new Refused(`「${subject}」不在抽中对象中`);
    return this.places.get(subject);
  }

  carry(seats, by) {
    for (const code of seats) this.load[code] += by;
  }

  // The smallest ticket below the cap; where all are at the cap, it gives way by the least. Every
  // seat counts, those of the place that is changed too: whoever sits there is barred.
  nextAllowed(id, barred) {
    const { tickets, codes, cap, load } = this;
    const free = codes.map((_, code) => code).filter((code) => !barred.has(code));
    if (free.length === 0) throw new Refused(`「${id}」没有可以接替的检查人员`);
    const room = Math.max(cap, Math.min(...free.map((code) => load[code])) + 1);
    const open = free.filter((code) => load[code] < room);
    const words = tickets.all(open.map((code) => `${id}/${codes[code]}`));
    return open[byTicket(open.keys(), words, open.map((code) => codes[code]))[0]];
  }
}
