// The ceremony: a draw as far as it has come, recomputed stage by stage by the checks of step 9 and
// held against what is stored. The first difference ends it.

// The parts of a record that there are as soon as a draw is drawn.
const SHOWN_PARTS = [
  "announcement", "announcement_digest", "time_stamp", "receipts", "secret", "sources", "texts", "draw_digest",
];
const SHOWN = {
  ...Object.fromEntries(SHOWN_PARTS.map((key) => [key, RECORD[key]])),
  draw: RECORD.draw.orNull,
};

// In their order; each runs its checks when it is come to. What the checks leave in the fields is shown.
const STAGES = [
  { title: "公告", checks: ["announcement", "time-stamp", "receipts", "texts", "terms"] },
  { title: "公开随机源", checks: ["order", "sources"] },
  { title: "密文和种子", checks: ["secret", "seed"] },
  { title: "签号排位", checks: ["drawn", "cutoffs"] },
  { title: "抽中对象", checks: ["drawn", "substitutes"] },
  { title: "检查人员", checks: ["cap", "inspectors"] },
  { title: "结果摘要", checks: ["draw-digest"] },
];
// What may have nothing to compare with: a stamp nobody asked for, a result not confirmed yet.
const MAY_BE_OPEN = new Set(["time-stamp", "draw-digest"]);

class Ceremony {
  // `text` of the parts, and the texts beside them by file name.
  constructor(text, beside) {
    this.given = { beside: new Map(Object.entries(beside).map(([name, each]) => [name, utf8(each)])) };
    const { value, problems } = readDocument(utf8(text));
    this.misread = value === undefined ? problems : [...problems, ...shapeProblems(SHOWN, value, "记录")];
    if (this.misread.length) return;
    const { announcement: said, draw } = value, { suite } = said;
    Object.assign(this, { value, said, suite, record: { ...value, abandoned: null, changes: [] } });
    this.announcementDigest = documentDigest(suite, said);
    this.drawDigest = draw.confirmed_at === null ? undefined : documentDigest(suite, draw);
  }

  // What is wrong at a stage: { words, problems } of each check that does not come out.
  wrongAt({ checks }) {
    if (this.misread.length) return [{ words: WORDS.checks.shape, problems: this.misread }];
    const wrong = [];
    for (const key of checks) {
      const found = CHECKS[key](this), problems = [...new Set(found ?? [])];
      if (!found && !MAY_BE_OPEN.has(key)) problems.push("缺少重算所需的内容");
      if (problems.length) wrong.push({ words: WORDS.checks[key], problems });
    }
    return wrong;
  }

  // What the sources prove, in sentences.
  assurance() {
    const { level, look_up } = levelOf(this.record.sources.map(({ name }) => [name]));
    return assurance({ level, look_up, release: this.stamp ? "stamped" : "claimed" }, this.record);
  }

  // The places of the smallest tickets among these, in order.
  smallest(places, most) {
    return [...byTicket(places, this.words, this.ids)].slice(0, most);
  }
}
