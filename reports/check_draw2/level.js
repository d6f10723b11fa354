// Step 10: what a level proves, in words for a reader.

const RELEASES = {
  kept: "公告与您保存的一份相同。",
  stamped: "公告盖有时间戳；本页核对了时间戳盖的是这份公告，没有核对时间戳的签名。",
  claimed: "公告何时发布，只有经办单位自己的回执，可以向发布渠道查问。",
};

// Sentences for a report: the level, the release, what is left to compare.
function assurance({ level, release, look_up: lookUp }, record) {
  const told = [level === 0 ? `${LEVELS[0]}。` : `第${level}级（共3级）：${LEVELS[level]}。`];
  if (level === 0) return told;
  told.push(RELEASES[release]);
  for (const name of lookUp) {
    const { value } = record.sources.find((source) => source.name === name);
    told.push(`请与公开的结果对照：${sourceWords(name)}是不是“${value}”，是不是那一天的。`);
  }
  return told;
}

function sourceWords(name) {
  const [kind, first, second] = name.split("/");
  if (kind === "fc3d") return `福彩3D第${first}期`;
  if (kind === "pl5") return `排列5第${first}期`;
  if (kind === "index") return `${first === "sse" ? "上证综指" : "深证成指"} ${second} 收盘`;
  if (kind === "drand") return `drand（${first}）第${second}轮`;
  return kind === "witness-dice" ? `见证人掷的骰子（${first}）` : `见证人给出的数字（${first}）`;
}
