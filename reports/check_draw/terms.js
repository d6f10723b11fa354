// Step 4: everything the announcement says that follows from the texts, and what makes it refused.

function* termsProblems(c) {
  yield* countProblems(c);
  yield* sizeProblems(c.said);
  yield* inspectorProblems(c);
  yield* moveProblems(c);
  yield* dayProblems(c.said);
  yield* chainProblems(c.said);
}

function* countProblems({ said, columns, byStratum }) {
  for (const { code, name, count: stated } of said.strata) {
    const found = byStratum.get(code)?.length ?? 0;
    if (stated !== found) yield `类别「${name}」公告为 ${stated} 家，名录中为 ${found} 家`;
  }
  const differs = (list, keys, found) => {
    const stated = new Map(list.map((each) => [keys.map((key) => each[key]).join(" "), each.count]));
    return stated.size !== found.size || [...found].some(([key, n]) => stated.get(key) !== n);
  };
  if (differs(said.recusals.by_reason, ["reason"], tally(columns.recusals[2]))) yield "回避名单按原因的条数与公告不同";
  if (differs(said.ineligible.by_reason, ["reason"], tally(columns.ineligible[1]))) {
    yield "未参加抽取名单按原因的家数与公告不同";
  }
  const kinds = tally(columns.moves[1].map((kind, i) => `${kind} ${columns.moves[2][i]}`));
  if (differs(said.moves.by_kind, ["kind", "reason"], kinds)) yield "变动清单按种类和原因的家数与公告不同";
}

function* sizeProblems(said) {
  let drawn = 0;
  for (const { code, name, count: n, ratio, sample_size: size, substitutes } of said.strata) {
    const told = `类别「${name}」`, due = sampleSize(ratio, n), most = Math.max(0, n - size);
    drawn += size;
    if (code === CARRIED_OVER && ratio !== "1/1") yield `${told}是顺延类别，抽取比例应为 1/1，公告为 ${ratio}`;
    if (size !== due) yield `${told}应抽 ${due} 家，公告为 ${size} 家`;
    if (substitutes > most) yield `${told}至多列出递补 ${most} 家，公告为 ${substitutes} 家`;
  }
  const floor = sampleSize(said.floor.ratio, said.subjects.count);
  if (said.floor.count !== floor) yield `总数下限应为 ${floor} 家，公告为 ${said.floor.count} 家`;
  if (drawn < said.floor.count) yield `各类别共抽 ${drawn} 家，低于下限 ${said.floor.count} 家（第九条）`;
}

function* inspectorProblems({ said, ids, codes, recusals }) {
  const n = codes.length, m = said.inspectors_per_subject, least = Math.max(said.inspectors.minimum, m);
  if (n < least) yield `可抽取的检查人员只有 ${n} 人，不得少于 ${least} 人`;
  let tight = n === m ? ids.length - recusals.size : 0;
  const short = [];
  for (const [id, recused] of recusals) {
    if (n - recused.size === m) tight++;
    if (n - recused.size < m) short.push(id);
  }
  for (const id of short.sort()) yield `「${id}」未被回避的检查人员只有 ${n - recusals.get(id).size} 人，应至少 ${m} 人`;
  if (said.recusals.tight !== tight) yield `恰有 ${m} 名检查人员可派的应为 ${tight} 家，公告为 ${said.recusals.tight} 家`;
}

// What each move says must fit where the subject stands now.
function* moveProblems({ said, columns: { subjects, ineligible, moves } }) {
  if (moves[0].length === 0) return;
  if (said.previous === null) {
    yield "没有上一次抽取，变动清单应为空";
    return;
  }
  const strata = new Map(subjects[0].map((id, i) => [id, subjects[1][i]]));
  const reasons = new Map(ineligible[0].map((id, i) => [id, ineligible[1][i]]));
  for (let i = 0; i < moves[0].length; i++) {
    const id = moves[0][i], kind = moves[1][i], reason = moves[2][i], stratum = strata.get(id), left = reasons.get(id);
    const fits = reason === CARRIED_OVER ? stratum === CARRIED_OVER : {
      added: stratum !== undefined || left !== undefined,
      removed: stratum === undefined && left === undefined,
      suspended: left === reason,
    }[kind] ?? stratum !== undefined;
    if (!fits) yield `变动清单中「${id}」${REASONS.move_kind[kind]}（${REASONS.move_reason[reason]}）与名录不符`;
  }
}

function* dayProblems(said) {
  const announced = dayOf(said.announced_at), first = said.not_before;
  if (first < announced) yield `最早抽取日期 ${first} 早于公告之日 ${announced}`;
  for (const { name, due } of said.sources) {
    if (dayOf(due) < first) yield `随机源「${name}」的时间 ${due} 早于最早抽取日期 ${first}`;
  }
}

function* chainProblems(said) {
  const { item } = drawIdParts(said.draw_id);
  if (said.item.code !== item) yield `事项编号「${said.item.code}」与抽取编号「${said.draw_id}」不同`;
  for (const [words, other] of [["上一次抽取", said.previous], ["所接替的抽取", said.supersedes]]) {
    if (other === null) continue;
    if (other.draw_id === said.draw_id) yield `${words}「${other.draw_id}」就是本次抽取`;
    else if (!isSameItem(said.draw_id, other.draw_id)) yield `${words}「${other.draw_id}」不是本区划、本事项的抽取`;
  }
  if (said.previous && said.supersedes && said.previous.draw_id === said.supersedes.draw_id) {
    yield "上一次抽取和所接替的抽取不能是同一次";
  }
}

function isSameItem(a, b) {
  const one = drawIdParts(a), other = drawIdParts(b);
  return one.region === other.region && one.item === other.item;
}
