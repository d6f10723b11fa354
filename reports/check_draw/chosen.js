// The files a reader gives, sorted by what they are: which is verified, what it is compared with.

const formatOf = (text) => {
  for (const format of ["ssj-draw-record/2", "ssj-results/2", "ssj-draw/2"]) {
    if (text.includes(`"format":"${format}"`)) return format;
  }
  return parsed(text)?.format;
};

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// { bytes, given } for a verification of `files`, a list of [name, bytes]; `carried` is what the page holds.
function sortFiles(files, carried = null) {
  const records = [], announcements = [], results = [], beside = new Map(carried?.beside);
  for (const [name, bytes] of files) {
    if (!/\.json$/i.test(name)) {
      beside.set(name, bytes);
      continue;
    }
    const text = new TextDecoder().decode(bytes), format = formatOf(text);
    if (format === "ssj-results/2") results.push(bytes);
    else (format === "ssj-draw/2" ? announcements : records).push({ name, bytes, text });
  }
  const main = carried ? { bytes: carried.bytes, text: carried.text } : mainOf(records);
  const given = { beside, ...(results.length ? { results } : {}) };
  const others = records.filter((each) => each !== main && each.text !== main.text);
  if (others.length + announcements.length) relate(parsed(main.text)?.announcement, others, announcements, given);
  return { bytes: main.bytes, given };
}

// The record that no other names as its previous or superseded one.
function mainOf(records) {
  if (records.length === 0) throw new Refused("请选择抽取记录（.json 文件）");
  if (records.length === 1) return records[0];
  const named = new Set(records.flatMap(({ text }) => {
    const said = parsed(text)?.announcement;
    return [said?.previous?.draw_id, said?.supersedes?.draw_id];
  }));
  const main = records.filter(({ text }) => !named.has(parsed(text)?.announcement?.draw_id));
  if (main.length !== 1) throw new Refused("选了几份抽取记录，看不出要核验的是哪一份：请只选一份，连同它的上一次");
  return main[0];
}

function relate(said, records, announcements, given) {
  const stray = [];
  for (const { name, bytes, text } of records) {
    const id = parsed(text)?.announcement?.draw_id;
    if (id !== undefined && id === said?.previous?.draw_id) given.previous = bytes;
    else if (id !== undefined && id === said?.supersedes?.draw_id) given.superseded = bytes;
    else stray.push(name);
  }
  for (const { name, bytes, text } of announcements) {
    const other = parsed(text), names = [other?.previous?.draw_id, other?.supersedes?.draw_id];
    if (said && names.includes(said.draw_id)) given.next = bytes;
    else if (other?.draw_id === said?.draw_id || announcements.length === 1) given.announcement = bytes;
    else stray.push(name);
  }
  if (stray.length) throw new Refused(`「${stray.join("」「")}」与这次抽取无关，没有核验`);
}
