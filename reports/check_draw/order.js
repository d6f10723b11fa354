// Step 5, the order in time; all times are written so that they compare as strings.

function* inOrder([earlier, at], [later, then], strictly = false) {
  if (at < then || !strictly && at === then) return;
  yield say("order", { later, later_at: then, how: strictly ? "晚于" : "不早于", earlier, earlier_at: at });
}

function* orderProblems(c) {
  const { record, said } = c, { draw } = record, announced = ["公告", said.announced_at];
  const received = record.receipts.map(({ channel, received_at: at }) => [`渠道「${channel}」收讫`, at]);
  const due = said.sources.map(({ name, due: at }) => [`随机源「${name}」的时间`, at]);
  const drawn = draw === null ? [] : [["抽取", draw.drawn_at]];
  for (const each of received) yield* inOrder(announced, each);
  for (const each of receiptsBind(record) ? received : []) {
    for (const later of due) yield* inOrder(each, later, true);
    for (const later of drawn) yield* inOrder(each, later);
  }
  for (const each of due) yield* inOrder(announced, each, true);
  yield* readInOrder(record, due, drawn);
  for (const each of drawn) yield* inOrder(announced, each);
  if (c.stamp) {
    yield* inOrder(announced, ["时间戳", c.stamp.time]);
    for (const later of [...due, ...drawn]) yield* inOrder(["时间戳", c.stamp.time], later, true);
  }
  if (record.abandoned) yield* inOrder(announced, ["作废", record.abandoned.at]);
  if (draw === null) return;
  const givenUp = record.abandoned !== null && record.abandoned.at <= draw.drawn_at;
  if (dayOf(draw.drawn_at) < said.not_before && !givenUp) yield say("order-day", { at: draw.drawn_at, day: said.not_before });
  if (draw.confirmed_at !== null) yield* changedInOrder(record, draw);
}

// Whether the draw is judged against the receipts: one given up for a channel that failed has none, or a late one.
function receiptsBind({ abandoned, receipts, announcement }) {
  if (abandoned === null) return true;
  const every = announcement.channels.every((each) => receipts.some(({ channel }) => channel === each));
  return every && abandoned.reason !== "release-late";
}

function* readInOrder(record, due, drawn) {
  for (let i = 0; i < Math.min(due.length, record.sources.length); i++) {
    const { name, read_at: at } = record.sources[i];
    if (at === null) continue;
    yield* inOrder(due[i], [`随机源「${name}」的读取`, at]);
    for (const later of drawn) yield* inOrder([`随机源「${name}」的读取`, at], later);
  }
}

function* changedInOrder(record, draw) {
  let before = ["确认", draw.confirmed_at];
  yield* inOrder(["抽取", draw.drawn_at], before);
  for (const { no, applied_at: asked, decided_at: at } of record.changes) {
    const applied = [`第 ${no} 项变更的申请`, asked], decided = [`第 ${no} 项变更的决定`, at];
    yield* inOrder(["确认", draw.confirmed_at], applied);
    yield* inOrder(applied, decided);
    yield* inOrder(before, decided);
    before = decided;
  }
}
