// The screens of each stage: what is written on them, for people at the back of a room.

const A_SCREEN = 7, TWO_COLUMNS = 16, MANY = 42, CLASSES = 8, RECEIPTS = 3, ROLLED = 8;

function put(parent, tag, text = "", className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  parent.append(element);
  return element;
}

function inPieces(list, most) {
  const pieces = [];
  for (let at = 0; at < list.length; at += most) pieces.push(list.slice(at, at + most));
  return pieces;
}

const timeWords = (time) => `${dayWords(dayOf(time))} ${time.slice(11, 19)}`;
const ratioWords = (ratio) => ratio === "1/1" ? "全部检查" : `每${ratio.split("/")[1]}家抽${ratio.split("/")[0]}家`;

// A long code in groups of eight that never break; anything else as it is.
function putCode(parent, tag, text, className = "") {
  const element = put(parent, tag, "", `code ${className}`);
  const parts = /^[0-9a-f ]{32,}$/.test(text) ? text.match(/[0-9a-f]{1,8}/g) : [text];
  for (const part of parts) put(element, "span", part);
  return element;
}

function putFacts(main, facts) {
  const list = put(main, "dl");
  for (const [label, value, isCode = false] of facts) {
    put(list, "dt", label);
    if (isCode) putCode(list, "dd", value);
    else put(list, "dd", value);
  }
}

// Each stage's screens, { name, show(main), roll? }, once its checks came out.
const SCREENS = [announced, sourcesRead, seeded, ticketed, chosenOnes, inspected, digested];

function announced(c, carried) {
  const { said, record } = c, isShort = record.receipts.length <= RECEIPTS;
  const received = record.receipts.map(({ channel, received_at: at }) => [carried.channels[channel] ?? channel, timeWords(at)]);
  const first = (main) => {
    put(main, "p", whichDraw(said), "big");
    putFacts(main, [
      ["抽取编号", said.draw_id, true],
      ["公告时间", timeWords(said.announced_at)],
      ...(isShort ? received.map(([channel, at]) => [`${channel}收到`, at]) : []),
      ["抽取时间", timeWords(record.draw.drawn_at)],
      ["密文承诺", said.commitment, true],
      ["公告摘要", c.announcementDigest, true],
    ]);
    put(main, "p", "密文承诺：公告时封存一段随机数，只公布它的摘要。抽取以后打开，谁都能核对没有换过。", "soft");
  };
  const more = isShort ? [] : inPieces(received, CLASSES).map((rows) =>
    ({ name: "各渠道收到", show: (main) => putTable(main, ["渠道", "收到公告的时间"], rows) }));
  const classes = inPieces(said.strata, CLASSES).map((strata) => ({ name: "名录", show: (main) => {
    const left = said.ineligible.count ? `，另有${said.ineligible.count}家未参加抽取` : "";
    put(main, "p", `参加抽取${said.subjects.count}家${left}；检查人员${said.inspectors.count}人`, "big");
    putTable(main, ["类别", "家数", "抽取比例", "抽取家数", "列出递补"], strata.map(
      ({ name, count: n, ratio, sample_size: size, substitutes }) => [name, n, ratioWords(ratio), size, substitutes]));
  } }));
  return [{ name: "", show: first }, ...more, ...classes];
}

function putTable(main, heads, rows) {
  const table = put(main, "table"), head = put(put(table, "thead"), "tr"), body = put(table, "tbody");
  for (const each of heads) put(head, "th", each).scope = "col";
  for (const [first, ...rest] of rows) {
    const row = put(body, "tr");
    put(row, "th", first).scope = "row";
    for (const each of rest) put(row, "td", String(each));
  }
}

function sourcesRead(c) {
  const { said, record } = c, due = new Map(said.sources.map((each) => [each.name, each.due]));
  const read = inPieces(record.sources, 2).map((sources) => ({ name: "读取的值", show: (main) => {
    for (const { name, value, read_at: at } of sources) {
      put(main, "p", sourceWords(name), "big");
      putCode(main, "p", value, "value");
      const signed = name.startsWith("drand/") ? "。签名已由本页验证，是这一轮的值" : "";
      put(main, "p", `公告写明 ${timeWords(due.get(name))} 产生，${timeWords(at)} 读取${signed}。`);
    }
  } }));
  if (read.length === 0) read.push({ name: "", show: (main) => put(main, "p", "没有使用外部随机数，只凭公告前封存的密文。", "big") });
  return [...read, { name: "能证明什么", show: (main) => {
    for (const [i, sentence] of c.assurance().entries()) put(main, "p", sentence, i ? "told" : "told big");
  } }];
}

function seeded(c) {
  const { said, record } = c, lines = record.sources.map(({ name, value }) => `${name} ${value}`);
  const hash = c.suite === "sm3" ? "SM3" : "SHA-256";
  const opened = (main) => {
    put(main, "p", "打开公告时封存的密文，重算承诺，与公告对照。", "big");
    putFacts(main, [
      ["密文", record.secret, true],
      ["重算承诺", commitmentOf(c.suite, said.draw_id, record.secret), true],
      ["公告承诺", said.commitment, true],
    ]);
    put(main, "p", "五份名单也用密文重算了摘要，与公告相同：公告以后没有改过。", "soft");
  };
  const mixed = (main) => {
    put(main, "p", `把密文和读取的值连在一起，用 ${hash} 算出种子；以后的每一步只由种子决定。`, "big");
    const list = put(main, "div", "", "lines");
    for (const line of ["ssj-draw/2 seed", said.draw_id, record.secret, ...lines]) put(list, "p", line, "code");
    putFacts(main, [["重算种子", hex(c.seed), true], ["所存种子", record.draw.seed, true]]);
  };
  return [{ name: "密文", show: opened }, { name: "种子", show: mixed }];
}

const titleOf = (carried, id) => carried.names[id] ?? id;

// One screen for each class: everyone's ticket is computed, the smallest stand in front.
function ticketed(c, carried) {
  return c.said.strata.filter(({ count: n }) => n > 0).map(({ code, name, count: n, sample_size: size }) => {
    const places = c.byStratum.get(code), due = [...c.order.get(code).subarray(0, ROLLED)];
    const draw = (board, top, at) => {
      const isDone = at === n, last = places[at - 1];
      board.now.replaceChildren();
      put(board.now, "p", isDone ? `${n}家都已算完` : `正在算第${at}家，共${n}家`, "big");
      put(board.now, "p", isDone ? `签号最小的${size}家抽中${size > ROLLED ? `，先列前${ROLLED}位` : ""}。` : titleOf(carried, c.ids[last]), "name");
      if (!isDone) putCode(board.now, "p", hex(c.words, 8 * last));
      board.list.replaceChildren();
      top.forEach((place, i) => {
        const row = put(board.list, "li", "", isDone && i < size ? "taken" : place === last && !isDone ? "new" : "");
        put(row, "b", `${i + 1}`);
        put(row, "span", titleOf(carried, c.ids[place]), "name");
        putCode(row, "span", `${hex(c.words, 8 * place).slice(0, 16)}…`);
      });
    };
    const show = (main) => {
      put(main, "p", "签号由种子和企业代码算出，一家一个，谁也不能挑；从小到大排，排在前面的抽中。", "soft");
      const two = put(main, "div", "", "two");
      return { now: put(two, "div"), list: put(two, "ol", "", "rank") };
    };
    return { name, show, roll: { n, settle: (board) => draw(board, due, n), step: (board, top, from, to) => {
      const next = c.smallest([...top, ...places.slice(from, to)], ROLLED);
      draw(board, next, to);
      return next;
    } } };
  });
}

// Rows of places in as many screens as they need, small in two columns where there are many.
function placeScreens(c, carried, name, rows, told) {
  const names = namesOf(c.said), isMany = rows.length > MANY, pieces = inPieces(rows, isMany ? TWO_COLUMNS : A_SCREEN);
  return pieces.map((some) => ({ name, show: (main) => {
    const list = put(main, "ol", "", isMany ? "places many" : "places");
    for (const row of some) {
      const item = put(list, "li"), { id } = row;
      put(put(item, "b", names.get(row.stratum)), "span", `第${row.rank}位`);
      const who = put(item, "div");
      put(who, "p", titleOf(carried, id), "name");
      if (carried.names[id]) putCode(who, "p", id);
      told(item, row);
    }
  } }));
}

function chosenOnes(c, carried) {
  const ticket = (item, row) => putCode(item, "p", `${row.ticket.slice(0, 16)}…`, "ticket");
  const spare = c.substitutes.length ? placeScreens(c, carried, `递补对象，共${c.substitutes.length}家`, c.substitutes, ticket) : [];
  return [...placeScreens(c, carried, `抽中${c.drawn.length}家`, c.drawn, ticket), ...spare];
}

function inspected(c, carried) {
  const called = (code) => carried.officers[c.codes[code]] ?? c.codes[code];
  const seats = (item, { id }) => {
    const [first, ...others] = c.assigned.get(id).map(called);
    put(item, "p", `主检 ${first}　协检 ${others.join("、")}`, "seats");
  };
  return placeScreens(c, carried, `每家${c.said.inspectors_per_subject}人，每人至多${c.cap}家`, c.drawn, seats);
}

function digested(c, carried) {
  return [{ name: "", show: (main) => {
    const { confirmed_at: at } = c.record.draw;
    if (at === null) {
      put(main, "p", "结果尚待确认。", "big");
      put(main, "p", "抽取摘要在确认时才定，印在供签字的抽取记录上；确认以后重新写出本页即可对照。");
    } else {
      put(main, "p", `结果已于 ${timeWords(at)} 确认`, "big");
      putCode(main, "p", c.drawDigest, "digest");
      put(main, "p", "请与供签字的抽取记录上印的抽取摘要逐组对照。确认以后的变更见抽取记录。");
      const room = put(main, "div", "", "signing");
      for (const role of carried.signatures) put(room, "p", role);
    }
  } }];
}
