// What is said of a fault: the sentences are the command's own, their braces filled in here.

function say(key, values = {}) {
  return WORDS.says[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? "无"));
}

const same = (stated, found) => stated === found ? [] : [say("differs", { stated, found })];
const listed = (names) => names.join("、") || "无";

// What comes more than once, each once, in its order.
const doubled = (values) => [...new Set(values.filter((each, i) => values.indexOf(each) !== i))];
