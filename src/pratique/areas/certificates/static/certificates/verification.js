// The judgement of foundation/documents/verification.py, word for word, in the browser: nothing leaves it.

import { Malformed, readCbor } from "./cbor.js";

const PREFIX = "PQ1:";
const MARK = bytesOf("\n%PRATIQUE-SEAL-1 ");
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LONGEST_MESSAGE = 2048;
const DAY = 24 * 3600 * 1000;
const HALF_ORDER = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;
const CLAIMS = [
  "serial", "number", "family_name", "given_names", "date_of_birth", "document_number",
  "photo_sha256", "programme", "statement", "issued_on", "expires_on",
];
const IN_HEXADECIMAL = new Set(["serial", "photo_sha256"]);
export const LARGEST_FILE = 20 * 1024 * 1024;
export { Malformed };

/** The list, once the organization's signature over it holds; anything else throws Malformed. */
export async function readTrustList(text) {
  const content = parseJson(text);
  const { signature, ...unsigned } = content;
  const key = await importKey(unsigned.organization_key);
  const signed = bytesOf(canonical(unsigned));
  if (!(await isSignedBy(key, fromBase64(signature), signed))) throw new Malformed("changed after it was signed");
  return { ...unsigned, revoked: new Set(unsigned.revoked), fingerprint: await keyNumber(unsigned.organization_key) };
}

/** Verify a PDF's bytes. */
export async function verifyPdf(bytes, trust, today) {
  const seal = await malformedIsAltered(() => readSeal(bytes));
  if (seal === null) return { verdict: "no_seal" };
  if (seal.verdict) return seal;
  const found = await verifyCode(seal.code, trust, today);
  if (!found.key) return { ...found, checked: "file" };
  const sameKey = seal.signed.kid === found.key.kid && (await isMessageSignedBy(seal.signed, found.key));
  if (!seal.isIntact || !sameKey) return { verdict: "altered", checked: "file" };
  return { ...found, checked: "file", photo: await findPhoto(bytes, found.claims.photo_sha256) };
}

/** Verify the text of a code. */
export async function verifyCode(text, trust, today) {
  return malformedIsAltered(async () => {
    const signed = openMessage(fromText(text));
    const claims = readClaims(signed.payload);
    const key = trust.keys.find((each) => each.kid === signed.kid);
    if (!key) return { verdict: "unknown_key", checked: "code" };
    if (!(await isMessageSignedBy(signed, key))) return { verdict: "altered", checked: "code" };
    return { verdict: await standing(claims, key, trust, today), checked: "code", claims, key };
  });
}

export function isCode(text) {
  return text.startsWith(PREFIX);
}

export function isPdf(bytes) {
  return startsWith(bytes, bytesOf("%PDF")) || lastPlaceOf(bytes, MARK) >= 0;
}

async function standing(claims, key, trust, today) {
  const dayAfter = new Date(Date.parse(today) + DAY).toISOString().slice(0, 10);
  if (key.revoked_at !== null) return "key_revoked";
  if (claims.issued_on < key.used_from || (key.used_until !== null && claims.issued_on > key.used_until)) return "unknown_key";
  if (trust.revoked.has(await serialDigest(claims.serial))) return "revoked";
  if (claims.issued_on > dayAfter) return "not_yet_valid";
  return claims.expires_on < today ? "expired" : "genuine";
}

async function readSeal(bytes) {
  const place = lastPlaceOf(bytes, MARK);
  if (place < 0) return null;
  const end = bytes.indexOf(10, place + MARK.length);
  if (end < 0) throw new Malformed("a broken seal");
  const line = latin(bytes.slice(place + MARK.length, end));
  const gap = line.indexOf(" ");
  if (gap < 0) throw new Malformed("a broken seal");
  const code = line.slice(0, gap), letters = line.slice(gap + 1);
  const message = fromBase64(letters);
  if (toBase64(message) !== letters) throw new Malformed("a broken seal");
  const signed = openMessage(message);
  const rest = joined(bytes.slice(0, place), bytes.slice(end));
  const isIntact = describes(readCbor(signed.payload), [await sha256(rest), await sha256(bytesOf(code))], place);
  return { code, signed, isIntact };
}

function describes(sealed, [ofFile, ofCode], place) {
  if (!Array.isArray(sealed) || sealed.length !== 4) return false;
  const [kind, fileDigest, length, codeDigest] = sealed;
  const areBytes = fileDigest instanceof Uint8Array && codeDigest instanceof Uint8Array;
  return areBytes && kind === "pratique pdf" && length === place && hex(fileDigest) === ofFile && hex(codeDigest) === ofCode;
}

function openMessage(message) {
  if (message.length > LONGEST_MESSAGE) throw new Malformed("too long");
  const outer = readCbor(message);
  if (outer.tag !== 18 || !Array.isArray(outer.value) || outer.value.length !== 4) throw new Malformed("not signed");
  const [shielded, loose, payload, signature] = outer.value;
  const areBytes = [shielded, payload, signature].every((part) => part instanceof Uint8Array);
  if (!areBytes || !(loose instanceof Map) || loose.size || signature.length !== 64) throw new Malformed("not signed");
  const head = readCbor(shielded);
  if (!(head instanceof Map) || head.size !== 2 || head.get(1) !== -7) throw new Malformed("not signed with ES256");
  if (!(head.get(4) instanceof Uint8Array)) throw new Malformed("without the number of its key");
  return { shielded, kid: hex(head.get(4)), payload, signature };
}

function readClaims(payload) {
  const map = readCbor(payload);
  if (!(map instanceof Map)) throw new Malformed("not the claims of a certificate");
  const claims = Object.fromEntries(CLAIMS.map((name) => [name, ""]));
  for (const [label, value] of map) claims[nameOf(label)] = readClaim(nameOf(label), value);
  if (claims.serial.length !== 32 || ![0, 64].includes(claims.photo_sha256.length)) throw new Malformed("without its serial");
  if (!isDay(claims.issued_on) || !isDay(claims.expires_on)) throw new Malformed("without its dates");
  return claims;
}

function nameOf(label) {
  const name = CLAIMS[label - 1];
  if (!name) throw new Malformed("not the claims of a certificate");
  return name;
}

function readClaim(name, value) {
  if (IN_HEXADECIMAL.has(name) && value instanceof Uint8Array) return hex(value);
  if (!IN_HEXADECIMAL.has(name) && typeof value === "string" && value) return value;
  throw new Malformed("a claim of another kind");
}

function isDay(text) {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(NaN);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === text;
}

async function isMessageSignedBy(signed, key) {
  if (BigInt(`0x${hex(signed.signature.slice(32))}`) > HALF_ORDER) return false;
  const toBeSigned = joined(
    new Uint8Array([0x84, 0x6a]), bytesOf("Signature1"), asCborBytes(signed.shielded), new Uint8Array([0x40]), asCborBytes(signed.payload),
  );
  return isSignedBy(await importKey(key.jwk), signed.signature, toBeSigned);
}

function asCborBytes(bytes) {
  const size = bytes.length;
  const head = size < 24 ? [0x40 + size] : size < 256 ? [0x58, size] : [0x59, size >> 8, size & 255];
  return joined(new Uint8Array(head), bytes);
}

async function importKey(jwk) {
  try {
    const wanted = { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y };
    return await crypto.subtle.importKey("jwk", wanted, { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]);
  } catch {
    throw new Malformed("not a P-256 key");
  }
}

function isSignedBy(key, signature, signed) {
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, signed);
}

async function keyNumber(jwk) {
  return (await sha256(bytesOf(canonical({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y })))).slice(0, 16);
}

function serialDigest(serial) {
  return sha256(joined(bytesOf("pratique revocation "), fromHex(serial)));
}

/** The photograph in a sealed PDF, if its bytes are those whose digest was signed. */
async function findPhoto(bytes, digest) {
  const end = bytesOf("\nendstream");
  for (let start = placeOf(bytes, [0xff, 0xd8, 0xff], 0); start >= 0; start = placeOf(bytes, [0xff, 0xd8, 0xff], start + 1)) {
    const stop = placeOf(bytes, end, start);
    const photo = bytes.slice(start, stop < 0 ? bytes.length : stop);
    if ((await sha256(photo)) === digest) return photo;
  }
  return null;
}

async function malformedIsAltered(judge) {
  try {
    return await judge();
  } catch (problem) {
    if (problem instanceof Malformed) return { verdict: "altered" };
    throw problem;
  }
}

function fromText(text) {
  const letters = text.slice(PREFIX.length);
  if (!isCode(text) || !/^[A-Z2-7]{16,4096}$/.test(letters)) throw new Malformed("not the text of a code");
  const bytes = new Uint8Array(Math.floor((letters.length * 5) / 8));
  let bits = 0, kept = 0, place = 0;
  for (const letter of letters) {
    bits = ((bits << 5) | LETTERS.indexOf(letter)) & 0xfff;
    kept += 5;
    if (kept >= 8) {
      kept -= 8;
      bytes[place] = (bits >> kept) & 255;
      place += 1;
    }
  }
  if (kept >= 5 || bits & ((1 << kept) - 1)) throw new Malformed("not the text of a code");
  return bytes;
}

/** JSON in its canonical form (RFC 8785); a list holds texts, lists, objects and null only. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object") throw new Malformed("not a trust list");
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

function parseJson(text) {
  try {
    const content = JSON.parse(text);
    if (Array.isArray(content.keys) && Array.isArray(content.revoked)) return content;
  } catch { /* said below */ }
  throw new Malformed("not a trust list");
}

function fromBase64(letters) {
  try {
    return bytesOfLatin(atob(letters.replaceAll("-", "+").replaceAll("_", "/")));
  } catch {
    throw new Malformed("not base64");
  }
}

function toBase64(bytes) {
  return btoa(latin(bytes)).replaceAll("+", "-").replaceAll("/", "_");
}

async function sha256(bytes) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

function placeOf(bytes, wanted, from) {
  for (let at = bytes.indexOf(wanted[0], from); at >= 0; at = bytes.indexOf(wanted[0], at + 1)) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}

function lastPlaceOf(bytes, wanted) {
  for (let at = bytes.lastIndexOf(wanted[0]); at >= 0; at = at ? bytes.lastIndexOf(wanted[0], at - 1) : -1) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}

function startsWith(bytes, wanted) {
  return wanted.every((byte, i) => bytes[i] === byte);
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  parts.reduce((place, part) => (whole.set(part, place), place + part.length), 0);
  return whole;
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fromHex(text) {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function bytesOf(text) {
  return new TextEncoder().encode(text);
}

function bytesOfLatin(text) {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function latin(bytes) {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}
