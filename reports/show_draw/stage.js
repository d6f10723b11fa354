// The stage: forward and back by key and click, one screen at a time. Nothing moves by itself but the
// tickets that roll into order, which the next key puts in their places.

const byId = (id) => document.getElementById(id);
const TICKS = 64, TICK = 90, FAULTS = 5, SMALLEST = 40;
const carried = JSON.parse(byId("carried").textContent);
const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
const state = { screens: [], at: -1, opened: 0, rolling: null, ceremony: null };

// Opens the next stage: its checks are run, and its screens come after those there are.
function open() {
  const stage = STAGES[state.opened], no = ++state.opened;
  let wrong, screens = [];
  try {
    state.ceremony ??= new Ceremony(carried.record, carried.beside);
    wrong = state.ceremony.wrongAt(stage);
    if (wrong.length === 0) screens = SCREENS[no - 1](state.ceremony, carried);
  } catch (error) {
    wrong = [{ words: stage.title, problems: error instanceof Refused ? error.reasons : ["重算中断，这份内容无法核对"] }];
  }
  if (wrong.length) screens = [{ name: "", stops: true, show: (main) => showWrong(main, wrong) }];
  screens.forEach((each, i) => state.screens.push({ ...each, stage, no, part: i + 1, parts: screens.length }));
}

function showWrong(main, wrong) {
  put(main, "p", "不一致", "stop").setAttribute("role", "alert");
  for (const { words, problems } of wrong.slice(0, FAULTS)) {
    const more = problems.length > 1 ? `（共${problems.length}处）` : "";
    put(main, "p", `${words}：${problems[0]}${more}`, "fault");
  }
  put(main, "p", "演示到此停止。不要采信这次抽取，请当场记录，查明原因。", "big");
}

function show() {
  const screen = state.screens[state.at], main = byId("screen"), { stage, no, name, part, parts } = screen;
  settle(false);
  main.replaceChildren();
  byId("step").textContent = `第${no}步，共${STAGES.length}步`;
  byId("title").textContent = name ? `${stage.title}：${name}` : stage.title;
  byId("part").textContent = parts > 1 ? `${part}/${parts}` : "";
  const board = screen.show(main);
  showVerdict(screen);
  fit(main, byId("room"));
  byId("back").disabled = state.at === 0;
  byId("next").disabled = isLast();
  document.body.classList.toggle("bad", Boolean(screen.stops));
  byId("title").focus();
  if (!screen.roll) return;
  if (isStill || screen.rolled) screen.roll.settle(board);
  else roll(screen, board);
}

// Long names and many lines are made smaller until the screen holds them.
function fit(main, room) {
  main.style.zoom = 1;
  for (let size = 95; size >= SMALLEST && room.scrollHeight > room.clientHeight; size -= 5) main.style.zoom = size / 100;
}

const isLast = () => state.at === state.screens.length - 1
  && (state.opened === STAGES.length || Boolean(state.screens[state.at].stops));

function showVerdict({ stops, stage }) {
  const verdict = byId("verdict");
  verdict.replaceChildren();
  if (stops) return;
  const open = stage.checks.filter((key) => MAY_BE_OPEN.has(key) && isOpen(key));
  const held = stage.checks.filter((key) => !open.includes(key)).map((key) => WORDS.checks[key]);
  if (held.length === 0) return;
  put(verdict, "b", "一致", "tag");
  put(verdict, "span", `本页重算的与所存的相同：${held.join("、")}`);
}

function isOpen(key) {
  const { record, drawDigest } = state.ceremony;
  return key === "time-stamp" ? record.time_stamp === null : drawDigest === undefined;
}

function roll(screen, board) {
  const { n, step } = screen.roll, chunk = Math.ceil(n / TICKS);
  let from = 0, top = [];
  const tick = () => {
    const to = Math.min(from + chunk, n);
    if (to === n) {
      settle(true);
      return;
    }
    top = step(board, top, from, to);
    from = to;
    state.rolling.timer = setTimeout(tick, TICK);
  };
  state.rolling = { screen, board, timer: 0 };
  tick();
}

// Ends the rolling, if there is any; the tickets go to their places where they are still seen.
function settle(seen) {
  const { rolling } = state;
  if (!rolling) return false;
  clearTimeout(rolling.timer);
  rolling.screen.rolled = true;
  state.rolling = null;
  if (seen) rolling.screen.roll.settle(rolling.board);
  return true;
}

function forward() {
  if (settle(true) || state.at >= 0 && isLast()) return;
  if (state.at === state.screens.length - 1) open();
  state.at++;
  show();
}

function back() {
  if (state.at === 0) return;
  state.at--;
  show();
}

const KEYS = new Map([
  [" ", forward], ["Enter", forward], ["ArrowRight", forward], ["ArrowDown", forward], ["PageDown", forward],
  ["ArrowLeft", back], ["ArrowUp", back], ["PageUp", back], ["Backspace", back],
]);

document.onkeydown = (event) => {
  const isPress = event.key === " " || event.key === "Enter", act = KEYS.get(event.key);
  if (!act || event.ctrlKey || event.altKey || event.metaKey || isPress && event.target.tagName === "BUTTON") return;
  event.preventDefault();
  if (!event.repeat) act();
};
document.onclick = (event) => (event.target.id === "back" ? back : forward)();
forward();
