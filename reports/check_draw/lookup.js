// One firm asks: was I drawn, and why or why not. Answered from what was recomputed.

// [heading, sentences] for a credit code, once `replay` has been through its checks.
function lookUp(replay, written) {
  const { record, ids, strata, words, called } = replay, said = record.announcement;
  const id = subjectId(written), place = ids.indexOf(id);
  if (place < 0) {
    const reasons = Object.entries(said.ineligible.by_reason);
    const left = reasons.map(([reason, n]) => `${reason} ${n} 家`).join("、");
    return ["不在参加抽取的名录中", [
      `名录共 ${ids.length} 家，其中没有「${id}」。请核对是否为 18 位统一社会信用代码。`,
      reasons.length ? `名录库中另有未参加抽取的：${left}。` : "名录库中没有未参加抽取的。",
    ]];
  }
  const stratum = strata[place], stated = said.strata[stratum];
  let rank = 1;
  for (const other of replay.byStratum.get(stratum)) {
    const difference = compareTickets(words, other, place);
    if (difference < 0 || difference === 0 && other < place) rank++;
  }
  const n = stated.sample_size, order = replay.order.get(stratum);
  const facts = [
    `统一社会信用代码：${id}`,
    `签号：${hex(words, 8 * place)}`,
    `类别「${called.get(stratum)}」共 ${stated.count} 家，抽取 ${n} 家，本户排第 ${rank} 位。`,
    `入选分界：${hex(words, 8 * order[n - 1])}`,
  ];
  const gone = record.replacements.find((made) => made.replaced === id);
  const came = record.replacements.find((made) => made.substitute === id);
  if (came) {
    facts.push(`经批准的变更（申请 ${came.application}，${came.decided_on}），本户递补「${came.replaced}」。`);
  }
  if (gone) {
    facts.push(`经批准的变更（申请 ${gone.application}，${gone.decided_on}），由「${gone.substitute}」递补本户。`);
  }
  if (rank <= n) {
    facts.push("签号不大于入选分界，因此抽中。");
    return [gone ? "抽中，后经变更由他户递补" : "抽中", facts];
  }
  facts.push(`签号大于入选分界，排在前 ${n} 位之外，因此没有抽中；按次序是第 ${rank - n} 位递补。`);
  return [came ? gone ? "递补，后又变更" : "没有抽中，后来递补" : "没有抽中", facts];
}
