// Step 5: inspectors for every drawn subject, such that everyone still to be served can be served.
//
// A complete plan for everyone is kept; a candidate is feasible exactly when the plan can be
// rerouted to contain it (an alternating path), and rerouting is the update. Subjects and
// inspectors are small integers here: places in `ids` and in `codes`.

const NOBODY = new Set();

class Plan {
  constructor(subjects, codes, recused, cap) {
    this.codes = codes;
    this.recused = recused;
    this.cap = cap;
    this.taken = Array.from({ length: subjects }, () => new Set());
    this.seated = Array.from({ length: subjects }, () => new Set());
    this.on = Array.from({ length: codes }, () => new Set());
    this.load = new Int32Array(codes);
    this.served = new Int32Array(codes);
    this.spare = new Set(cap > 0 ? Array.from({ length: codes }, (_, code) => code) : []);
  }

  // A plan that serves everyone under `cap`, or null if there is none.
  static complete(subjects, codes, recused, m, cap) {
    const plan = new Plan(subjects, codes, recused, cap);
    const hardest = Array.from({ length: subjects }, (_, s) => s)
      .sort((a, b) => recused[b].size - recused[a].size || a - b);
    let ring = 0;
    const takeEasily = (s) => {
      for (let i = 0; i < codes; i++) {
        const code = ring;
        ring = (ring + 1) % codes;
        if (plan.load[code] < cap && plan.canTake(s, code)) {
          plan.add(s, code);
          return true;
        }
      }
      return false;
    };
    for (const s of hardest) {
      for (let i = 0; i < m; i++) {
        if (!takeEasily(s) && !plan.takeByRerouting(s)) return null;
      }
    }
    return plan;
  }

  // Seats `code` with `s` for good, if everyone can still be served after that.
  seat(s, code) {
    const planned = this.taken[s];
    if (!planned.has(code)) {
      const [first] = planned;
      if (this.load[code] < this.cap) {
        this.drop(s, first);
      } else {
        const path = this.path(code, s, [...planned]);
        if (path === null) return false;
        const end = this.reroute(path);
        this.drop(s, planned.has(end) ? end : first);
      }
      this.add(s, code);
    }
    planned.delete(code);
    this.on[code].delete(s);
    this.seated[s].add(code);
    this.served[code]++;
    return true;
  }

  canTake(s, code) {
    return !this.taken[s].has(code) && !this.seated[s].has(code) && !this.recused[s].has(code);
  }

  takeByRerouting(s) {
    for (let code = 0; code < this.codes; code++) {
      if (!this.canTake(s, code)) continue;
      const path = this.path(code, s, []);
      if (path !== null) {
        this.reroute(path);
        this.add(s, code);
        return true;
      }
    }
    return false;
  }

  // Moves [subject, from, to] that free a place on `full`, or null. The last ends where there is
  // room: on an inspector below the cap, or on one of `ends`, whose place `forWhom` gives up.
  path(full, forWhom, ends) {
    const goals = [...ends, ...this.spare];
    for (const s of this.on[full]) {
      if (s === forWhom) continue;
      for (const goal of goals) if (goal !== full && this.canTake(s, goal)) return [[s, full, goal]];
    }
    return this.longPath(full, forWhom, goals);
  }

  // The same where one move is not enough.
  longPath(full, forWhom, goals) {
    const came = new Map(), queue = [full];
    const unvisited = new Set(Array.from({ length: this.codes }, (_, code) => code));
    unvisited.delete(full);
    for (let head = 0; head < queue.length; head++) {
      const here = queue[head];
      for (const s of this.on[here]) {
        if (s === forWhom) continue;
        for (const goal of goals) {
          if (unvisited.has(goal) && this.canTake(s, goal)) {
            came.set(goal, [s, here]);
            return movesTo(goal, full, came);
          }
        }
      }
      for (const s of this.on[here]) {
        if (s === forWhom) continue;
        for (const code of unvisited) {
          if (this.canTake(s, code)) {
            unvisited.delete(code);
            came.set(code, [s, here]);
            queue.push(code);
          }
        }
      }
    }
    return null;
  }

  reroute(moves) {
    for (const [s, from, to] of moves) {
      this.drop(s, from);
      this.add(s, to);
    }
    return moves[0][2];
  }

  add(s, code) {
    this.taken[s].add(code);
    this.on[code].add(s);
    if (++this.load[code] >= this.cap) this.spare.delete(code);
  }

  drop(s, code) {
    this.taken[s].delete(code);
    this.on[code].delete(s);
    if (--this.load[code] < this.cap) this.spare.add(code);
  }
}

function movesTo(goal, start, came) {
  const moves = [];
  for (let at = goal; at !== start;) {
    const [s, before] = came.get(at);
    moves.push([s, before, at]);
    at = before;
  }
  return moves;
}

// The smallest feasible cap from `least` up, and its plan: doubling, then halving.
function smallestCap(least, planFor) {
  let low = least, plan = planFor(low), step = 1;
  if (plan) return [low, plan];
  let high = low + step;
  while (!(plan = planFor(high))) {
    low = high;
    step *= 2;
    high = low + step;
  }
  while (high - low > 1) {
    const middle = low + high >> 1, found = planFor(middle);
    if (found) [high, plan] = [middle, found];
    else low = middle;
  }
  return [high, plan];
}

// `m` different inspectors for each of `drawn`, given by ticket, smallest first. Returns the cap
// and, for each subject's id, the places of its inspectors in seat order: the first leads.
function assign(tickets, drawn, codes, recusals, m, slack) {
  if (drawn.length === 0) return [0, new Map()];
  const recused = drawn.map((id) => recusals.get(id) ?? NOBODY);
  if (codes.length < m) {
    throw new Refused(`可抽取的检查人员只有 ${codes.length} 人，不得少于 ${m} 人，不能抽取`);
  }
  const free = (s) => codes.length - recused[s].size;
  const short = drawn.map((_, s) => s).filter((s) => free(s) < m);
  if (short.length) {
    throw new Refused(...short.map((s) =>
      `「${drawn[s]}」未被回避的检查人员只有 ${free(s)} 人，应至少 ${m} 人`));
  }
  const least = Math.ceil(m * drawn.length / codes.length) + slack;
  const [cap, plan] = smallestCap(least, (c) => Plan.complete(drawn.length, codes.length, recused, m, c));
  const labels = codes.map((code) => `/${code}`), assigned = new Map();
  const words = new Uint32Array(8 * codes.length);
  drawn.forEach((id, s) => {
    tickets.begin(ascii(id));
    const open = [], seats = [];
    for (let code = 0; code < codes.length; code++) {
      if (plan.served[code] < cap && !recused[s].has(code)) {
        tickets.put(labels[code], words, 8 * code);
        open.push(code);
      }
    }
    while (seats.length < m && open.length) {
      const code = takeSmallest(open, words);
      if (plan.seat(s, code)) seats.push(code);
    }
    assigned.set(id, seats);
  });
  return [cap, assigned];
}

// Takes the inspector with the smallest ticket out of `open` (ascending, so ties go by code).
function takeSmallest(open, words) {
  let best = 0;
  for (let i = 1; i < open.length; i++) {
    const difference = words[8 * open[i]] - words[8 * open[best]];
    if (difference < 0 || difference === 0 && compareTickets(words, open[i], open[best]) < 0) best = i;
  }
  return open.splice(best, 1)[0];
}
