// The two hash suites, synchronous, over words: SHA-256 (FIPS 180-4) and SM3 (GB/T 32905).
// A digest is a Uint32Array of 8 words; `state` is updated in place by one 16-word block.

const SHA_K = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2);
const shaW = new Int32Array(64);

function shaBlock(state, block) {
  const w = shaW;
  for (let i = 0; i < 16; i++) w[i] = block[i];
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15], y = w[i - 2];
    const s0 = (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3;
    const s1 = (y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10;
    w[i] = w[i - 16] + s0 + w[i - 7] + s1 | 0;
  }
  let a = state[0] | 0, b = state[1] | 0, c = state[2] | 0, d = state[3] | 0;
  let e = state[4] | 0, f = state[5] | 0, g = state[6] | 0, h = state[7] | 0;
  for (let i = 0; i < 64; i++) {
    const S1 = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
    const S0 = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10);
    const t = h + S1 + (g ^ e & (f ^ g)) + SHA_K[i] + w[i] | 0;
    h = g; g = f; f = e; e = d + t | 0;
    d = c;
    const u = S0 + (a & b | c & (a | b)) | 0;
    c = b; b = a; a = t + u | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

const SM3_T = Int32Array.from({ length: 64 }, (_, i) => {
  const t = i < 16 ? 0x79cc4519 : 0x7a879d8a, n = i % 32;
  return n ? t << n | t >>> 32 - n : t;
});
const sm3W = new Int32Array(68);

function sm3Block(state, block) {
  const w = sm3W;
  for (let i = 0; i < 16; i++) w[i] = block[i];
  for (let i = 16; i < 68; i++) {
    const y = w[i - 3], z = w[i - 13];
    const x = w[i - 16] ^ w[i - 9] ^ (y << 15 | y >>> 17);
    w[i] = x ^ (x << 15 | x >>> 17) ^ (x << 23 | x >>> 9) ^ (z << 7 | z >>> 25) ^ w[i - 6];
  }
  let a = state[0] | 0, b = state[1] | 0, c = state[2] | 0, d = state[3] | 0;
  let e = state[4] | 0, f = state[5] | 0, g = state[6] | 0, h = state[7] | 0;
  for (let i = 0; i < 64; i++) {
    const a12 = a << 12 | a >>> 20;
    const s = a12 + e + SM3_T[i] | 0;
    const ss1 = s << 7 | s >>> 25;
    const ff = i < 16 ? a ^ b ^ c : a & b | a & c | b & c;
    const gg = i < 16 ? e ^ f ^ g : e & f | ~e & g;
    const tt1 = ff + d + (ss1 ^ a12) + (w[i] ^ w[i + 4]) | 0;
    const tt2 = gg + h + ss1 + w[i] | 0;
    d = c; c = b << 9 | b >>> 23; b = a; a = tt1;
    h = g; g = f << 19 | f >>> 13; f = e;
    e = tt2 ^ (tt2 << 9 | tt2 >>> 23) ^ (tt2 << 17 | tt2 >>> 15);
  }
  state[0] ^= a; state[1] ^= b; state[2] ^= c; state[3] ^= d;
  state[4] ^= e; state[5] ^= f; state[6] ^= g; state[7] ^= h;
}

const SUITES = new Map([
  ["sha256", { block: shaBlock, start: Uint32Array.of(
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19) }],
  ["sm3", { block: sm3Block, start: Uint32Array.of(
    0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e) }],
]);

// H(bytes) as 8 words.
function digest(suite, bytes) {
  const { block, start } = SUITES.get(suite);
  const state = start.slice(), words = new Int32Array(16), whole = bytes.length - bytes.length % 64;
  const tail = new Uint8Array(bytes.length - whole < 56 ? 64 : 128);
  tail.set(bytes.subarray(whole));
  tail[bytes.length - whole] = 0x80;
  const end = new DataView(tail.buffer);
  end.setUint32(tail.length - 8, Math.floor(bytes.length / 0x20000000));
  end.setUint32(tail.length - 4, bytes.length << 3 >>> 0);
  for (const [from, to] of [[bytes, whole], [tail, tail.length]]) {
    for (let at = 0; at < to; at += 64) {
      for (let i = 0, p = at; i < 16; i++, p += 4) {
        words[i] = from[p] << 24 | from[p + 1] << 16 | from[p + 2] << 8 | from[p + 3];
      }
      block(state, words);
    }
  }
  return state;
}

// Lower-case hex of the 8 words that begin at `at`.
function hex(words, at = 0) {
  let out = "";
  for (let i = at; i < at + 8; i++) out += words[i].toString(16).padStart(8, "0");
  return out;
}
