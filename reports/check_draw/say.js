// What is said of a fault: the sentences are the command's own, their braces filled in here.

function say(key, values = {}) {
  return WORDS.says[key].replace(/\{(\w+)\}/g, (_, name) => asFiled(values[name] ?? null));
}

// Text as it stands, any other value as a file has it, with the command's spaces.
function asFiled(value) {
  if (value === null) return "无";
  if (string(value)) return value;
  const inner = (each) => each === null ? "null" : string(each) ? JSON.stringify(each) : asFiled(each);
  if (Array.isArray(value)) return `[${value.map(inner).join(", ")}]`;
  if (!isObject(value)) return String(value);
  return `{${Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${inner(each)}`).join(", ")}}`;
}

const same = (stated, found) => stated === found ? [] : [say("differs", { stated, found })];
const listed = (names) => names.join("、") || "无";

// What comes more than once, each once, in its order.
const doubled = (values) => [...new Set(values.filter((each, i) => values.indexOf(each) !== i))];
