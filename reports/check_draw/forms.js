// Step 1: the closed alphabets, and the closed lists of reasons as predicates.

const MOST = Number.MAX_SAFE_INTEGER;
const string = (value) => typeof value === "string";
const matching = (pattern) => (value) => string(value) && pattern.test(value);
const whole = (least, most = MOST) => (value) => Number.isSafeInteger(value) && value >= least && value <= most;
const oneOf = (...values) => (value) => values.includes(value);
const keyOf = (table) => (value) => string(value) && Object.hasOwn(table, value);

const SUBJECT_ID = "(?:[0-9A-Z]{18}|[0-9A-Z]{15})", CODE = "[0-9A-Z]{1,16}", STRATUM = "[a-z][a-z0-9-]{0,31}";
const CARRIED_OVER = "carried-over";

const isSubjectId = matching(new RegExp(`^${SUBJECT_ID}$`));
const isCode = matching(new RegExp(`^${CODE}$`));
const isStratum = matching(new RegExp(`^${STRATUM}$`));
const isBadge = matching(/^[0-9A-Z]{1,20}$/);
const isWord = matching(/^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/);
const isFileName = matching(/^[0-9A-Za-z][0-9A-Za-z._-]{0,99}$/);
const isHex = matching(/^[0-9a-f]{64}$/);
const DRAW_ID = /^([0-9]{6}|[0-9]{9}|[0-9]{12})\/([0-9A-Z][0-9A-Z-]{0,15})\/([0-9]{4})-(X?[1-9][0-9]?)$/;
const isDrawId = matching(DRAW_ID);

// { region, item, year, term } of a draw id.
function drawIdParts(id) {
  const [, region, item, year, term] = DRAW_ID.exec(id);
  return { region, item, year, term };
}

function isDay(value) {
  if (!matching(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)(value)) return false;
  const [year, month, day] = value.split("-").map(Number);
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

function daysOf(year, month) {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

const isTime = (value) =>
  matching(/^.{10}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\+08:00$/)(value) && isDay(value.slice(0, 10));
const dayOf = (time) => time.slice(0, 10);

function isRatio(value) {
  const written = string(value) && /^([1-9][0-9]{0,8})\/([1-9][0-9]{0,8})$/.exec(value);
  if (!written) return false;
  const gcd = (a, b) => b === 0 ? a : gcd(b, a % b), part = Number(written[1]), all = Number(written[2]);
  return part <= all && gcd(part, all) === 1;
}

// ceil(ratio × count) in whole numbers; at least one of any.
function shareOf(ratio, count) {
  const [part, all] = ratio.split("/").map(BigInt);
  return Math.max(1, Number((part * BigInt(count) + all - 1n) / all));
}

const sampleSize = (ratio, count) => count === 0 ? 0 : shareOf(ratio, count);

// Negative, zero or positive as ratio `a` is smaller than, equal to or larger than `b`.
function compareRatios(a, b) {
  const [partA, allA] = a.split("/").map(BigInt), [partB, allB] = b.split("/").map(BigInt);
  return Number(partA * allB - partB * allA);
}

const UNSEEN = new RegExp(
  "[\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]|\\p{Surrogate}", "u");

const isFreeText = (value) => string(value) && value !== "" && [...value].length <= 200
  && value === value.trim() && !UNSEEN.test(value) && value === value.normalize("NFC");

// A credit code as the protocol writes it; spaces anywhere are forgiven.
const subjectId = (written) => written.normalize("NFKC").replace(/\s+/g, "").toUpperCase();

// A digest as somebody copied it from paper or page, whatever its groups, breaks and capitals.
const copiedDigest = (written) => written.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

// Whose name it is, however it is typed: for telling people apart.
const person = (name) => name.normalize("NFKC").replace(/\s+/g, "");
