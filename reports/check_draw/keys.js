// Step 3: what follows from the secret alone, and from the secret and the sources.

function bytesOf(written) {
  return Uint8Array.from(written.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

// The bytes of a digest's 8 words.
function wordBytes(words) {
  const bytes = new Uint8Array(4 * words.length), view = new DataView(bytes.buffer);
  words.forEach((word, i) => view.setUint32(4 * i, word));
  return bytes;
}

const ofSecret = (suite, what, drawId, secret, lines = []) =>
  digest(suite, utf8([`ssj-draw/2 ${what}`, drawId, secret, ...lines].map((line) => `${line}\n`).join("")));

const commitmentOf = (suite, drawId, secret) => hex(ofSecret(suite, "commitment", drawId, secret));
const textKey = (suite, drawId, secret) => wordBytes(ofSecret(suite, "texts", drawId, secret));
const seedOf = (suite, drawId, secret, lines) => ofSecret(suite, "seed", drawId, secret, lines);

// H(key ‖ bytes), the digest of a text or of the list of codes.
function keyedDigest(suite, key, bytes) {
  const both = new Uint8Array(key.length + bytes.length);
  both.set(key);
  both.set(bytes, key.length);
  return hex(digest(suite, both));
}
