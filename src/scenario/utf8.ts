/** UTF-8 in plain arithmetic: the domain library has no TextEncoder. Decoding is strict, since links come from strangers. */

/** Bytes of a text; an unpaired surrogate, which JSON text never holds, throws. */
export const utf8Encode = (text: string): Uint8Array => {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) throw new Error('utf8Encode: unpaired surrogate');
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code));
    else if (code < 0x1_0000) bytes.push(0xe0 | (code >> 12), tail(code >> 6), tail(code));
    else bytes.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code));
  }
  return Uint8Array.from(bytes);
};

const tail = (code: number): number => 0x80 | (code & 0x3f);

/** Smallest code point each length may encode; a longer form of a shorter one is malformed. */
const LEAST = [0, 0x80, 0x800, 0x1_0000];

/** The text of these bytes; null when they are not well-formed UTF-8. */
export const utf8Decode = (bytes: Uint8Array): string | null => {
  const pieces: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    const tails = tailsOf(lead);
    if (tails === null || at + tails >= bytes.length) return null;
    let code = tails === 0 ? lead : lead & (0x3f >> tails);
    for (let next = 1; next <= tails; next += 1) {
      const byte = bytes[at + next] ?? 0;
      if ((byte & 0xc0) !== 0x80) return null;
      code = (code << 6) | (byte & 0x3f);
    }
    if (code < (LEAST[tails] ?? 0) || code > 0x10_ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
    pieces.push(String.fromCodePoint(code));
    at += tails + 1;
  }
  return pieces.join('');
};

/** Continuation bytes after a lead byte; null when it cannot lead. */
const tailsOf = (lead: number): number | null => {
  if (lead < 0x80) return 0;
  if (lead >= 0xc2 && lead < 0xe0) return 1;
  if (lead >= 0xe0 && lead < 0xf0) return 2;
  if (lead >= 0xf0 && lead < 0xf5) return 3;
  return null;
};
