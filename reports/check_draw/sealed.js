// The sealed part of a record, which only the brigade and its auditors have.

function* sealedChecks(record, suite, sealed) {
  const said = record.announcement;
  const differs = (stated, found) => stated === found ? [] : [`摘要公告为 ${stated}，重算为 ${found}`];
  const wrong = differs(said.ineligible.digest, hex(digest(suite, utf8(sealed.ineligible))));
  const counts = new Map();
  for (const line of sealed.ineligible.split("\n").slice(0, -1)) {
    const tab = line.indexOf("\t"), reason = tab < 0 ? "" : line.slice(tab + 1);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const stated = Object.entries(said.ineligible.by_reason);
  if (stated.length !== counts.size || stated.some(([reason, n]) => counts.get(reason) !== n)) {
    wrong.push("按原因统计的家数与公告不同");
  }
  yield ["未参加抽取名单", wrong];

  const key = bytesOf(sealed.codes_key), codes = utf8(sealed.inspector_codes);
  const both = new Uint8Array(key.length + codes.length);
  both.set(key);
  both.set(codes, key.length);
  yield ["检查人员代号对照表", differs(said.inspector_codes_digest, hex(digest(suite, both)))];

  const decided = new Map(sealed.applications.map((each) => [each.number, each]));
  const decisions = [];
  for (const made of record.replacements) {
    const told = `申请 ${made.application}：`, application = decided.get(made.application);
    if (application === undefined || application.decision !== "approved") {
      decisions.push(`${told}没有批准的变更申请`);
    } else if (application.decided_on !== made.decided_on) {
      decisions.push(`${told}决定日期应为 ${application.decided_on}，记录为 ${made.decided_on}`);
    } else if (application.decided_by === application.applicant) {
      decisions.push(`${told}申请人本人作出决定（第十八条）`);
    }
  }
  yield ["变更申请", decisions];

  const kept = sealed.photos.map((photo) => photo.digest).sort().join();
  const same = kept === [...record.photos].sort().join();
  yield ["照片", same ? [] : ["照片明细与公开部分的照片摘要不同"]];
}
