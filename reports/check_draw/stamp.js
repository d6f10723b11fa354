// A time-stamp token (RFC 3161) taken apart: over what, when. Its signature is not checked here.

const OIDS = {
  signedData: "2a864886f70d010702", tstInfo: "2a864886f70d0109100104",
  "608648016503040201": "sha256", "2a811ccf55018311": "sm3",
};

// One element of DER and what it holds, or an error.
class Der {
  constructor(bytes, at = 0) {
    const length = bytes[at + 1];
    let start = at + 2, size = length;
    if (length > 0x84 || length === 0x80) throw new RangeError();
    if (length > 0x80) {
      size = 0;
      for (let i = 0; i < length - 0x80; i++) size = size * 256 + bytes[start++];
      if (size < 0x80) throw new RangeError();
    }
    if (!(start + size <= bytes.length)) throw new RangeError();
    Object.assign(this, { tag: bytes[at], inside: bytes.subarray(start, start + size), end: start + size });
  }

  get parts() {
    const parts = [];
    for (let at = 0; at < this.inside.length; at = parts.at(-1).end) parts.push(new Der(this.inside, at));
    return parts;
  }

  is(tag) {
    if (this.tag !== tag) throw new RangeError();
    return this;
  }

  get hex() {
    return Array.from(this.inside, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}

// { stamp: { suite, imprint, time } } of a base64 token, or { problem } in Chinese.
function readStamp(token) {
  let bytes;
  try {
    bytes = Uint8Array.from(atob(token), (letter) => letter.charCodeAt(0));
  } catch {
    return { problem: "时间戳不是 base64" };
  }
  if (bytes.length === 0 || btoa(String.fromCharCode(...bytes)) !== token) return { problem: "时间戳不是 base64 的规定写法" };
  try {
    return stampOf(bytes);
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    return { problem: "时间戳不是 RFC 3161 的 TimeStampToken（DER）" };
  }
}

function stampOf(bytes) {
  const whole = new Der(bytes).is(0x30), [type, content] = whole.parts;
  const signed = content.is(0xa0).parts[0].is(0x30).parts, [inner, octets] = signed[2].is(0x30).parts;
  const isToken = whole.end === bytes.length && type.is(0x06).hex === OIDS.signedData
    && inner.is(0x06).hex === OIDS.tstInfo && signed.at(-1).is(0x31).parts.length > 0;
  if (!isToken) throw new RangeError();
  return tstInfo(new Der(octets.is(0xa0).parts[0].is(0x04).inside).is(0x30).parts);
}

function tstInfo([version, policy, over, serial, time]) {
  policy.is(0x06);
  serial.is(0x02);
  const [algorithm, imprint] = over.is(0x30).parts, oid = algorithm.is(0x30).parts[0].is(0x06);
  const at = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d*[1-9])?Z$/.exec(String.fromCharCode(...time.is(0x18).inside));
  if (version.is(0x02).hex !== "01" || !at) throw new RangeError();
  if (!OIDS[oid.hex]) return { problem: `时间戳的摘要算法 ${dotted(oid.inside)} 不是 SHA-256 或 SM3` };
  const [, year, month, day, hour, minute, second] = at.map(Number);
  const seconds = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  return { stamp: { suite: OIDS[oid.hex], imprint: imprint.is(0x04).hex, time: chinaTime(seconds) } };
}

// An object identifier as people write it.
function dotted(bytes) {
  const arcs = [];
  let arc = 0;
  for (const byte of bytes) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
    else arcs.push(arc);
    arc = 0;
  }
  return arcs.join(".");
}
