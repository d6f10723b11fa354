// The shape of a draw record, every key and type: what is accepted before anything is recomputed.

const MOST = Number.MAX_SAFE_INTEGER;
const string = (value) => typeof value === "string";
const matching = (pattern) => (value) => string(value) && pattern.test(value);
const whole = (least, most) => (value) => Number.isSafeInteger(value) && value >= least && value <= most;
const oneOf = (...values) => (value) => values.includes(value);
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

const count = whole(0, MOST), integer = whole(-MOST, MOST), positive = whole(1, MOST);
const hash = matching(/^[0-9a-f]{64}$/);
const ratio = matching(/^[0-9]{1,15}\/[1-9][0-9]{0,14}$/);
const fileName = matching(/^[0-9A-Za-z][0-9A-Za-z._-]{0,199}$/);

// A shape is a predicate, an object of shapes, or one of these.
const listOf = (inside) => ({ list: inside });
const mapOf = (inside) => ({ map: inside });
const either = (...shapes) => ({ either: shapes });
const optional = (inside) => ({ optional: inside });

const statedText = { digest: hash, count };
const text = either(string, { file: fileName, digest: hash });
const attachment = { name: string, digest: hash };
const place = { stratum: string, rank: positive, id: string, ticket: hash };
const orNull = (inside) => (value) => value === null || inside(value);

const RECORD = {
  format: oneOf("ssj-draw-record/1"),
  announcement: {
    format: oneOf("ssj-draw/1"),
    suite: oneOf("sha256", "sm3"),
    draw_id: string,
    item: mapOf((value) => string(value) || integer(value)),
    regulation: mapOf(string),
    date: string,
    subjects: statedText,
    inspectors: statedText,
    recusals: statedText,
    ineligible: { by_reason: mapOf(count), digest: hash },
    strata: mapOf({ name: string, count, ratio, sample_size: count, substitutes: count }),
    inspectors_per_subject: positive,
    load_slack: count,
    inspector_codes_digest: hash,
    commitment: hash,
    sources: listOf(string),
  },
  announcement_digest: hash,
  secret: hash,
  sources: listOf(string),
  seed: hash,
  texts: { subjects: text, inspectors: text, recusals: text },
  drawn: listOf({ ...place, inspectors: listOf(string) }),
  substitutes: listOf(place),
  cutoffs: mapOf(hash),
  cap: count,
  replacements: listOf(either(
    { application: string, decided_on: string, replaced: string, substitute: string, inspectors: listOf(string) },
    { application: string, decided_on: string, subject: string, inspector: string, inspectors: listOf(string) },
  )),
  photos: listOf(hash),
  audit_head: hash,
  sealed: optional({
    inspector_codes: string,
    codes_key: hash,
    ineligible: string,
    confirmed_on: string,
    confirmed_by: string,
    applications: listOf({
      number: string, subject: string, inspector: orNull(string), reason: string,
      attachments: listOf(attachment), applicant: string, applied_on: string,
      decision: orNull(string), decided_by: orNull(string), decided_on: orNull(string),
    }),
    photos: listOf(attachment),
  }),
  digest: hash,
};

// In Chinese, every place of the record where its shape is wrong.
function shapeProblems(given, written) {
  if (/\p{Surrogate}/u.test(written)) return ["记录中有不成对的代理码位，或层次过深"];
  return [...new Set(wrongIn(RECORD, given, ""))];
}

// Whether a value is right, quickly: a record has many places, and most are right.
function fits(shape, value) {
  if (typeof shape === "function") return shape(value);
  if (shape.list) return Array.isArray(value) && value.every((each) => fits(shape.list, each));
  if (shape.map || shape.either || !isObject(value)) return false;
  for (const key in shape) if (!Object.hasOwn(value, key) || !fits(shape[key], value[key])) return false;
  return Object.keys(value).length === Object.keys(shape).length;
}

function* wrongIn(shape, value, path) {
  const wrong = `「${path || "记录"}」格式不对`;
  if (typeof shape === "function") {
    if (!shape(value)) yield wrong;
  } else if (shape.list) {
    if (!Array.isArray(value)) yield wrong;
    else for (let i = 0; i < value.length; i++) if (!fits(shape.list, value[i])) yield* wrongIn(shape.list, value[i], `${path}[${i}]`);
  } else if (shape.map) {
    if (!isObject(value)) yield wrong;
    else for (const key of Object.keys(value)) yield* wrongIn(shape.map, value[key], `${path}.${key}`);
  } else if (shape.either) {
    if (!shape.either.some((each) => wrongIn(each, value, path).next().done)) yield wrong;
  } else if (!isObject(value)) {
    yield wrong;
  } else {
    const at = (key) => path ? `${path}.${key}` : key;
    for (const [key, inside] of Object.entries(shape)) {
      if (Object.hasOwn(value, key)) {
        if (!(inside.optional && value[key] === null)) {
          yield* wrongIn(inside.optional ?? inside, value[key], at(key));
        }
      } else if (!inside.optional) {
        yield `「${at(key)}」缺少`;
      }
    }
    for (const key of Object.keys(value)) {
      if (!Object.hasOwn(shape, key)) yield `「${at(key)}」不应有`;
    }
  }
}
