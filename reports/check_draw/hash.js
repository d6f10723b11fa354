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
const shaRegs = new Int32Array(8);

// One block into `state`, or from it to `out` at `at`. What of it is the same for many blocks may be done
// beforehand: `mid` is then the state after its first `from` rounds (`shaSteps`). Sixteen rounds are
// written out, by machine, so that words and registers stay in registers: half as long again as a loop takes.
function shaBlock(state, words, mid = state, from = 0, out = state, at = 0) {
  const regs = shaRegs;
  for (let i = 0; i < 8; i++) regs[i] = mid[i];
  shaSteps(regs, words, from, 16);
  let a = regs[0], b = regs[1], c = regs[2], d = regs[3], e = regs[4], f = regs[5], g = regs[6], h = regs[7];
  let w0 = words[0], w1 = words[1], w2 = words[2], w3 = words[3], w4 = words[4], w5 = words[5], w6 = words[6], w7 = words[7];
  let w8 = words[8], w9 = words[9], wa = words[10], wb = words[11], wc = words[12], wd = words[13], we = words[14], wf = words[15];
  for (let i = 16; i < 64; i += 16) {
    w0 = w0 + ((w1 >>> 7 | w1 << 25) ^ (w1 >>> 18 | w1 << 14) ^ w1 >>> 3) + w9
      + ((we >>> 17 | we << 15) ^ (we >>> 19 | we << 13) ^ we >>> 10) | 0;
    h = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (g ^ e & (f ^ g)) + SHA_K[i] + w0 | 0;
    d = d + h | 0;
    h = h + ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (b ^ (a ^ b) & (b ^ c)) | 0;
    w1 = w1 + ((w2 >>> 7 | w2 << 25) ^ (w2 >>> 18 | w2 << 14) ^ w2 >>> 3) + wa
      + ((wf >>> 17 | wf << 15) ^ (wf >>> 19 | wf << 13) ^ wf >>> 10) | 0;
    g = g + ((d >>> 6 | d << 26) ^ (d >>> 11 | d << 21) ^ (d >>> 25 | d << 7)) + (f ^ d & (e ^ f)) + SHA_K[i + 1] + w1 | 0;
    c = c + g | 0;
    g = g + ((h >>> 2 | h << 30) ^ (h >>> 13 | h << 19) ^ (h >>> 22 | h << 10)) + (a ^ (h ^ a) & (a ^ b)) | 0;
    w2 = w2 + ((w3 >>> 7 | w3 << 25) ^ (w3 >>> 18 | w3 << 14) ^ w3 >>> 3) + wb
      + ((w0 >>> 17 | w0 << 15) ^ (w0 >>> 19 | w0 << 13) ^ w0 >>> 10) | 0;
    f = f + ((c >>> 6 | c << 26) ^ (c >>> 11 | c << 21) ^ (c >>> 25 | c << 7)) + (e ^ c & (d ^ e)) + SHA_K[i + 2] + w2 | 0;
    b = b + f | 0;
    f = f + ((g >>> 2 | g << 30) ^ (g >>> 13 | g << 19) ^ (g >>> 22 | g << 10)) + (h ^ (g ^ h) & (h ^ a)) | 0;
    w3 = w3 + ((w4 >>> 7 | w4 << 25) ^ (w4 >>> 18 | w4 << 14) ^ w4 >>> 3) + wc
      + ((w1 >>> 17 | w1 << 15) ^ (w1 >>> 19 | w1 << 13) ^ w1 >>> 10) | 0;
    e = e + ((b >>> 6 | b << 26) ^ (b >>> 11 | b << 21) ^ (b >>> 25 | b << 7)) + (d ^ b & (c ^ d)) + SHA_K[i + 3] + w3 | 0;
    a = a + e | 0;
    e = e + ((f >>> 2 | f << 30) ^ (f >>> 13 | f << 19) ^ (f >>> 22 | f << 10)) + (g ^ (f ^ g) & (g ^ h)) | 0;
    w4 = w4 + ((w5 >>> 7 | w5 << 25) ^ (w5 >>> 18 | w5 << 14) ^ w5 >>> 3) + wd
      + ((w2 >>> 17 | w2 << 15) ^ (w2 >>> 19 | w2 << 13) ^ w2 >>> 10) | 0;
    d = d + ((a >>> 6 | a << 26) ^ (a >>> 11 | a << 21) ^ (a >>> 25 | a << 7)) + (c ^ a & (b ^ c)) + SHA_K[i + 4] + w4 | 0;
    h = h + d | 0;
    d = d + ((e >>> 2 | e << 30) ^ (e >>> 13 | e << 19) ^ (e >>> 22 | e << 10)) + (f ^ (e ^ f) & (f ^ g)) | 0;
    w5 = w5 + ((w6 >>> 7 | w6 << 25) ^ (w6 >>> 18 | w6 << 14) ^ w6 >>> 3) + we
      + ((w3 >>> 17 | w3 << 15) ^ (w3 >>> 19 | w3 << 13) ^ w3 >>> 10) | 0;
    c = c + ((h >>> 6 | h << 26) ^ (h >>> 11 | h << 21) ^ (h >>> 25 | h << 7)) + (b ^ h & (a ^ b)) + SHA_K[i + 5] + w5 | 0;
    g = g + c | 0;
    c = c + ((d >>> 2 | d << 30) ^ (d >>> 13 | d << 19) ^ (d >>> 22 | d << 10)) + (e ^ (d ^ e) & (e ^ f)) | 0;
    w6 = w6 + ((w7 >>> 7 | w7 << 25) ^ (w7 >>> 18 | w7 << 14) ^ w7 >>> 3) + wf
      + ((w4 >>> 17 | w4 << 15) ^ (w4 >>> 19 | w4 << 13) ^ w4 >>> 10) | 0;
    b = b + ((g >>> 6 | g << 26) ^ (g >>> 11 | g << 21) ^ (g >>> 25 | g << 7)) + (a ^ g & (h ^ a)) + SHA_K[i + 6] + w6 | 0;
    f = f + b | 0;
    b = b + ((c >>> 2 | c << 30) ^ (c >>> 13 | c << 19) ^ (c >>> 22 | c << 10)) + (d ^ (c ^ d) & (d ^ e)) | 0;
    w7 = w7 + ((w8 >>> 7 | w8 << 25) ^ (w8 >>> 18 | w8 << 14) ^ w8 >>> 3) + w0
      + ((w5 >>> 17 | w5 << 15) ^ (w5 >>> 19 | w5 << 13) ^ w5 >>> 10) | 0;
    a = a + ((f >>> 6 | f << 26) ^ (f >>> 11 | f << 21) ^ (f >>> 25 | f << 7)) + (h ^ f & (g ^ h)) + SHA_K[i + 7] + w7 | 0;
    e = e + a | 0;
    a = a + ((b >>> 2 | b << 30) ^ (b >>> 13 | b << 19) ^ (b >>> 22 | b << 10)) + (c ^ (b ^ c) & (c ^ d)) | 0;
    w8 = w8 + ((w9 >>> 7 | w9 << 25) ^ (w9 >>> 18 | w9 << 14) ^ w9 >>> 3) + w1
      + ((w6 >>> 17 | w6 << 15) ^ (w6 >>> 19 | w6 << 13) ^ w6 >>> 10) | 0;
    h = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (g ^ e & (f ^ g)) + SHA_K[i + 8] + w8 | 0;
    d = d + h | 0;
    h = h + ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (b ^ (a ^ b) & (b ^ c)) | 0;
    w9 = w9 + ((wa >>> 7 | wa << 25) ^ (wa >>> 18 | wa << 14) ^ wa >>> 3) + w2
      + ((w7 >>> 17 | w7 << 15) ^ (w7 >>> 19 | w7 << 13) ^ w7 >>> 10) | 0;
    g = g + ((d >>> 6 | d << 26) ^ (d >>> 11 | d << 21) ^ (d >>> 25 | d << 7)) + (f ^ d & (e ^ f)) + SHA_K[i + 9] + w9 | 0;
    c = c + g | 0;
    g = g + ((h >>> 2 | h << 30) ^ (h >>> 13 | h << 19) ^ (h >>> 22 | h << 10)) + (a ^ (h ^ a) & (a ^ b)) | 0;
    wa = wa + ((wb >>> 7 | wb << 25) ^ (wb >>> 18 | wb << 14) ^ wb >>> 3) + w3
      + ((w8 >>> 17 | w8 << 15) ^ (w8 >>> 19 | w8 << 13) ^ w8 >>> 10) | 0;
    f = f + ((c >>> 6 | c << 26) ^ (c >>> 11 | c << 21) ^ (c >>> 25 | c << 7)) + (e ^ c & (d ^ e)) + SHA_K[i + 10] + wa | 0;
    b = b + f | 0;
    f = f + ((g >>> 2 | g << 30) ^ (g >>> 13 | g << 19) ^ (g >>> 22 | g << 10)) + (h ^ (g ^ h) & (h ^ a)) | 0;
    wb = wb + ((wc >>> 7 | wc << 25) ^ (wc >>> 18 | wc << 14) ^ wc >>> 3) + w4
      + ((w9 >>> 17 | w9 << 15) ^ (w9 >>> 19 | w9 << 13) ^ w9 >>> 10) | 0;
    e = e + ((b >>> 6 | b << 26) ^ (b >>> 11 | b << 21) ^ (b >>> 25 | b << 7)) + (d ^ b & (c ^ d)) + SHA_K[i + 11] + wb | 0;
    a = a + e | 0;
    e = e + ((f >>> 2 | f << 30) ^ (f >>> 13 | f << 19) ^ (f >>> 22 | f << 10)) + (g ^ (f ^ g) & (g ^ h)) | 0;
    wc = wc + ((wd >>> 7 | wd << 25) ^ (wd >>> 18 | wd << 14) ^ wd >>> 3) + w5
      + ((wa >>> 17 | wa << 15) ^ (wa >>> 19 | wa << 13) ^ wa >>> 10) | 0;
    d = d + ((a >>> 6 | a << 26) ^ (a >>> 11 | a << 21) ^ (a >>> 25 | a << 7)) + (c ^ a & (b ^ c)) + SHA_K[i + 12] + wc | 0;
    h = h + d | 0;
    d = d + ((e >>> 2 | e << 30) ^ (e >>> 13 | e << 19) ^ (e >>> 22 | e << 10)) + (f ^ (e ^ f) & (f ^ g)) | 0;
    wd = wd + ((we >>> 7 | we << 25) ^ (we >>> 18 | we << 14) ^ we >>> 3) + w6
      + ((wb >>> 17 | wb << 15) ^ (wb >>> 19 | wb << 13) ^ wb >>> 10) | 0;
    c = c + ((h >>> 6 | h << 26) ^ (h >>> 11 | h << 21) ^ (h >>> 25 | h << 7)) + (b ^ h & (a ^ b)) + SHA_K[i + 13] + wd | 0;
    g = g + c | 0;
    c = c + ((d >>> 2 | d << 30) ^ (d >>> 13 | d << 19) ^ (d >>> 22 | d << 10)) + (e ^ (d ^ e) & (e ^ f)) | 0;
    we = we + ((wf >>> 7 | wf << 25) ^ (wf >>> 18 | wf << 14) ^ wf >>> 3) + w7
      + ((wc >>> 17 | wc << 15) ^ (wc >>> 19 | wc << 13) ^ wc >>> 10) | 0;
    b = b + ((g >>> 6 | g << 26) ^ (g >>> 11 | g << 21) ^ (g >>> 25 | g << 7)) + (a ^ g & (h ^ a)) + SHA_K[i + 14] + we | 0;
    f = f + b | 0;
    b = b + ((c >>> 2 | c << 30) ^ (c >>> 13 | c << 19) ^ (c >>> 22 | c << 10)) + (d ^ (c ^ d) & (d ^ e)) | 0;
    wf = wf + ((w0 >>> 7 | w0 << 25) ^ (w0 >>> 18 | w0 << 14) ^ w0 >>> 3) + w8
      + ((wd >>> 17 | wd << 15) ^ (wd >>> 19 | wd << 13) ^ wd >>> 10) | 0;
    a = a + ((f >>> 6 | f << 26) ^ (f >>> 11 | f << 21) ^ (f >>> 25 | f << 7)) + (h ^ f & (g ^ h)) + SHA_K[i + 15] + wf | 0;
    e = e + a | 0;
    a = a + ((b >>> 2 | b << 30) ^ (b >>> 13 | b << 19) ^ (b >>> 22 | b << 10)) + (c ^ (b ^ c) & (c ^ d)) | 0;
  }
  out[at] = state[0] + a; out[at + 1] = state[1] + b; out[at + 2] = state[2] + c; out[at + 3] = state[3] + d;
  out[at + 4] = state[4] + e; out[at + 5] = state[5] + f; out[at + 6] = state[6] + g; out[at + 7] = state[7] + h;
}

// The rounds `from` to `to`, of the first sixteen.
function shaSteps(regs, words, from, to) {
  let a = regs[0], b = regs[1], c = regs[2], d = regs[3], e = regs[4], f = regs[5], g = regs[6], h = regs[7];
  for (let i = from; i < to; i++) {
    const t = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (g ^ e & (f ^ g)) + SHA_K[i] + words[i] | 0;
    const u = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (b ^ (a ^ b) & (b ^ c)) | 0;
    h = g; g = f; f = e; e = d + t | 0;
    d = c; c = b; b = a; a = t + u | 0;
  }
  regs[0] = a; regs[1] = b; regs[2] = c; regs[3] = d; regs[4] = e; regs[5] = f; regs[6] = g; regs[7] = h;
}

const SM3_T = Int32Array.from({ length: 64 }, (_, i) => {
  const t = i < 16 ? 0x79cc4519 : 0x7a879d8a, n = i % 32;
  return n ? t << n | t >>> 32 - n : t;
});
const sm3W = new Int32Array(68);

function sm3Block(state, block, _mid, _from, out = state, at = 0) {
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
  out[at] = state[0] ^ a; out[at + 1] = state[1] ^ b; out[at + 2] = state[2] ^ c; out[at + 3] = state[3] ^ d;
  out[at + 4] = state[4] ^ e; out[at + 5] = state[5] ^ f; out[at + 6] = state[6] ^ g; out[at + 7] = state[7] ^ h;
}

const SUITES = new Map([
  ["sha256", { block: shaBlock, steps: shaSteps, start: Uint32Array.of(
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

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

// Lower-case hex of the 8 words that begin at `at`.
function hex(words, at = 0) {
  let out = "";
  for (let i = at; i < at + 8; i++) {
    const word = words[i];
    out += HEX[word >>> 24] + HEX[word >>> 16 & 255] + HEX[word >>> 8 & 255] + HEX[word & 255];
  }
  return out;
}
