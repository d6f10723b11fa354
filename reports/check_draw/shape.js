// Step 7: the closed shapes of announcement, record, sealed part and results, and how lists are sorted.

// A shape is a predicate, an object of shapes, or one of these.
const listOf = (inside, order = null, least = 0) => ({ list: inside, order, least });
const orNull = (inside) => ({ orNull: inside });
const optional = (inside) => ({ optional: inside });
const either = (first, second) => ({ either: [first, second] });

const itself = (value) => [value], byKeys = (...keys) => (value) => keys.map((key) => value[key]);
const upTo = (most) => (value) => string(value) && [...value].length <= most;
const count = whole(0), positive = whole(1);
const statedText = { count, digest: isHex };
const isRole = keyOf(REASONS.role);
const isChangeReason = (value) => keyOf(REASONS.subject_leaves)(value) || keyOf(REASONS.inspector_leaves)(value);

const ANNOUNCEMENT = {
  format: oneOf("ssj-draw/2"),
  suite: oneOf("sha256", "sm3"),
  draw_id: isDrawId,
  announced_at: isTime,
  not_before: isDay,
  record_due: isDay,
  item: { code: isWord, version: count, name: isFreeText },
  regulation: { file: isWord, version: isWord },
  subjects: statedText,
  inspectors: { ...statedText, minimum: whole(2) },
  recusals: {
    ...statedText,
    by_reason: listOf({ reason: keyOf(REASONS.recusal), count: positive }, byKeys("reason")),
    tight: count,
  },
  ineligible: { ...statedText, by_reason: listOf({ reason: keyOf(REASONS.ineligible), count: positive }, byKeys("reason")) },
  moves: {
    ...statedText,
    by_kind: listOf(
      { kind: keyOf(REASONS.move_kind), reason: keyOf(REASONS.move_reason), count: positive }, byKeys("kind", "reason")),
  },
  strata: listOf(
    { code: isStratum, name: isFreeText, count, ratio: isRatio, sample_size: count, substitutes: count },
    byKeys("code"), 1),
  floor: { ratio: isRatio, count },
  inspectors_per_subject: whole(2, 9),
  load: { rule: oneOf("least-cap"), slack: whole(0, 1000) },
  second_decision_after: whole(1, 99),
  codes_digest: isHex,
  commitment: isHex,
  sources: listOf({ name: upTo(200), due: isTime }),
  channels: listOf(isStratum, itself, 1),
  previous: orNull({ draw_id: isDrawId, draw_digest: isHex, record_digest: orNull(isHex) }),
  supersedes: orNull({ draw_id: isDrawId, record_digest: isHex }),
  audit_head: isHex,
};

const TEXT_BYTES = 1048576;
const isShortText = (value) => string(value) && (value.length * 3 <= TEXT_BYTES || utf8(value).length <= TEXT_BYTES);
const text = either(isShortText, { file: isFileName, bytes: whole(TEXT_BYTES + 1) });
const place = { stratum: isStratum, rank: positive, id: isSubjectId, ticket: isHex };
const isIdOrCode = (value) => isSubjectId(value) || isCode(value);

const SEALED = {
  codes_key: isHex,
  codes: string,
  confirmed_by: orNull(isFreeText),
  photos: listOf({ name: isFreeText, digest: isHex }, byKeys("digest")),
  applications: listOf({
    number: isWord, draw_id: isDrawId, kind: oneOf("subject", "inspector"), subject: isSubjectId, out: isIdOrCode,
    reason: isChangeReason, evidence: listOf({ name: isFreeText, digest: isHex }, byKeys("digest")),
    applicant: isFreeText, applied_at: isTime, decision: oneOf("approved", "refused"),
    deciders: listOf(isRole, itself, 1), decided_by: listOf(isFreeText, null, 1), decided_at: isTime,
  }, byKeys("number")),
};

const RECORD = {
  format: oneOf("ssj-draw-record/2"),
  announcement: ANNOUNCEMENT,
  announcement_digest: isHex,
  time_stamp: orNull({ kind: oneOf("rfc3161"), token: string }),
  receipts: listOf(
    { channel: isStratum, received_at: isTime, announcement_digest: isHex, package_digest: isHex }, byKeys("channel")),
  secret: isHex,
  sources: listOf({ name: upTo(200), value: orNull(upTo(1000)), read_at: orNull(isTime) }),
  texts: { subjects: text, inspectors: text, recusals: text, ineligible: text, moves: text },
  draw: orNull({
    announcement_digest: isHex, drawn_at: isTime, confirmed_at: orNull(isTime), seed: isHex, cap: count,
    drawn: listOf({ ...place, inspectors: listOf(isCode) }, byKeys("stratum", "rank")),
    substitutes: listOf(place, byKeys("stratum", "rank")),
    cutoffs: listOf({ stratum: isStratum, ticket: isHex }, byKeys("stratum")),
  }),
  draw_digest: orNull(isHex),
  abandoned: orNull({
    at: isTime, reason: keyOf(REASONS.abandon), decider: isRole, evidence: listOf(isHex, itself),
  }),
  changes: listOf({
    no: positive, kind: oneOf("subject", "inspector"), subject: isSubjectId, out: isIdOrCode, in: orNull(isIdOrCode),
    inspectors: listOf(isCode), reason: isChangeReason, evidence: listOf(isHex, itself, 1), application: isWord,
    applied_at: isTime, decided_at: isTime, deciders: listOf(isRole, itself, 1),
  }),
  photos: listOf(isHex, itself),
  audit_head: isHex,
  sealed_digest: isHex,
  sealed: optional(SEALED),
  digest: isHex,
};

const RESULT = { subject: isSubjectId, stratum: isStratum, rank: positive };
const RESULTS = {
  format: oneOf("ssj-results/2"), draw_id: isDrawId, batch: positive, of: orNull(positive), results: listOf(RESULT),
};

// In Chinese, every place where the shape of `value` is wrong.
const shapeProblems = (shape, value, called) =>
  fits(shape, value) ? [] : [...new Set([...wrongIn(shape, value, "", called), ...unsortedIn(shape, value, "")])];

// Whether a value is right, quickly: a record has many places, and most are right. Lists out of
// order leave everything else to be checked.
function fits(shape, value, ordered = true) {
  if (typeof shape === "function") return shape(value);
  if (shape.list) {
    return Array.isArray(value) && value.length >= shape.least && value.every((each) => fits(shape.list, each, ordered))
      && (!ordered || !shape.order || isSorted(value, shape.order));
  }
  if (shape.orNull) return value === null || fits(shape.orNull, value, ordered);
  if (shape.either) return shape.either.some((each) => fits(each, value, ordered));
  if (!isObject(value)) return false;
  let found = 0;
  for (const key in shape) {
    const inside = shape[key];
    if (Object.hasOwn(value, key)) {
      if (!fits(inside.optional ?? inside, value[key], ordered)) return false;
      found++;
    } else if (!inside.optional) {
      return false;
    }
  }
  return Object.keys(value).length === found;
}

// Strictly ascending by their keys, which are ASCII or whole numbers.
function isSorted(list, keysOf) {
  for (let i = 1, before = list.length && keysOf(list[0]); i < list.length; i++) {
    const after = keysOf(list[i]), at = after.findIndex((key, k) => key !== before[k]);
    if (at < 0 || before[at] > after[at]) return false;
    before = after;
  }
  return true;
}

function* wrongIn(shape, value, path, called) {
  const wrong = `「${path || called}」格式不对`;
  if (typeof shape === "function") {
    if (!shape(value)) yield wrong;
  } else if (shape.list) {
    if (!Array.isArray(value) || value.length < shape.least) yield wrong;
    else for (let i = 0; i < value.length; i++) yield* wrongIn(shape.list, value[i], `${path}[${i}]`);
  } else if (shape.orNull) {
    if (value !== null) yield* wrongIn(shape.orNull, value, path);
  } else if (shape.either) {
    if (!fits(shape, value)) yield wrong;
  } else if (!isObject(value)) {
    yield wrong;
  } else {
    yield* wrongInObject(shape, value, path);
  }
}

function* wrongInObject(shape, value, path) {
  const at = (key) => path ? `${path}.${key}` : key;
  for (const [key, inside] of Object.entries(shape)) {
    if (Object.hasOwn(value, key)) yield* wrongIn(inside.optional ?? inside, value[key], at(key));
    else if (!inside.optional) yield `「${at(key)}」缺少`;
  }
  for (const key of Object.keys(value)) if (!Object.hasOwn(shape, key)) yield `「${at(key)}」不应有`;
}

// Lists out of order, told once everything else is right.
function* unsortedIn(shape, value, path) {
  if (!fits(shape, value, false) || typeof shape === "function" || value === null) return;
  if (shape.list) {
    if (shape.order && !isSorted(value, shape.order)) yield `「${path}」没有按规定的次序，或有重复`;
    for (let i = 0; i < value.length; i++) yield* unsortedIn(shape.list, value[i], `${path}[${i}]`);
  } else if (shape.orNull) {
    yield* unsortedIn(shape.orNull, value, path);
  } else if (!shape.either) {
    for (const key of Object.keys(value)) yield* unsortedIn(shape[key].optional ?? shape[key], value[key], path ? `${path}.${key}` : key);
  }
}
