// drand rounds, checked offline: the chains, the hash that proves them, the signature (BLS12-381).

const CHAINS = {
  quicknet: {
    hash: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    genesis: 1692803367, period: 3, id: "quicknet",
    group: "f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e",
    key: "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921c"
      + "c22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
  },
  default: {
    hash: "8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce",
    genesis: 1595431050, period: 30, id: "",
    group: "176f93498eac9ca337150b46d21dd58673ea4e3581185f869672e59fa4cb390a",
    key: "868f005eb8e6e4ca0a47c8a77ceaa5309a47978a7c71bc5cce96366b5d7a569937c529eeda66c7293784a9402801af31",
  },
};

// Each point is multiplied but once or twice: a table of multiples would cost more than it saves.
for (const { Point } of [NobleBls.G1, NobleBls.G2]) Point.BASE.precompute(1);

function bigEndian(number, bytes) {
  const out = new Uint8Array(bytes);
  for (let i = bytes - 1, left = BigInt(number); i >= 0; i--, left >>= 8n) out[i] = Number(left & 255n);
  return out;
}

function joined(...parts) {
  const out = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

// The chain's hash from what it is made of: it proves period, genesis and key.
function chainHash({ period, genesis, key, group, id }) {
  return hex(digest("sha256",
    joined(bigEndian(period, 4), bigEndian(genesis, 8), bytesOf(key), bytesOf(group), utf8(id))));
}

// When a round is out, exactly, as the protocol writes a time; null beyond the year 9999.
const roundDue = (chain, round) => chinaTime(CHAINS[chain].genesis + (round - 1) * CHAINS[chain].period);

function chinaTime(seconds) {
  if (seconds >= 253402272000) return null;
  return `${new Date((seconds + 28800) * 1000).toISOString().slice(0, 19)}+08:00`;
}

// Whether a well-formed value is this round's signature under the chain's key.
function isRoundSigned(chain, round, value) {
  const known = CHAINS[chain];
  if (chainHash(known) !== known.hash) return false;
  const [signature, previous] = value.split(" ").map(bytesOf), number = bigEndian(round, 8);
  const message = wordBytes(digest("sha256", previous ? joined(previous, number) : number));
  return isBlsSigned(signature, message, bytesOf(known.key));
}

// Signatures of 48 bytes are in G1 and their key in G2, of 96 bytes the other way round.
function isBlsSigned(signature, message, key) {
  const short = signature.length === 48;
  const scheme = short ? NobleBls.shortSignatures : NobleBls.longSignatures;
  const domain = `BLS_SIG_BLS12381${short ? "G1" : "G2"}_XMD:SHA-256_SSWU_RO_NUL_`;
  if (!isOneSpelling(signature) || !isOneSpelling(key)) return false;
  try {
    // Decoding refuses what is not on the curve or not in the subgroup.
    const point = (short ? NobleBls.G1 : NobleBls.G2).Point.fromBytes(signature);
    return scheme.verify(point, scheme.hash(message, domain), key);
  } catch {
    return false;
  }
}

// Compressed, not infinity, coordinates below the field's prime.
function isOneSpelling(bytes) {
  if ((bytes[0] & 0xc0) !== 0x80) return false;
  for (let at = 0; at < bytes.length; at += 48) {
    const part = bytes.slice(at, at + 48);
    if (at === 0) part[0] &= 0x1f;
    if (part.reduce((n, byte) => n << 8n | BigInt(byte), 0n) >= NobleBls.fieldPrime) return false;
  }
  return true;
}
