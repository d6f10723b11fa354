// Step 10: what a level proves, in words for a reader.

// Sentences for a report: the level, the release, what is left to compare.
function assurance({ level, release, look_up: lookUp }, record) {
  const told = [level === 0 ? `${WORDS.levels[0]}。` : `第${level}级（共3级）：${WORDS.levels[level]}。`];
  if (level === 0) return told;
  told.push(`${WORDS.releases[release]}。`);
  if (release === "kept" && record.time_stamp) told.push(`${WORDS.releases.stamped}。`); // no signature was checked
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
