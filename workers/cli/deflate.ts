/** Raw deflate of Node, with the same cap on inflate as the browser's. */
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { InflateError, type Deflate } from '../../src/scenario/deflate.ts';

const pack = promisify<Uint8Array, object, Uint8Array>(deflateRaw);
const unpack = promisify<Uint8Array, object, Uint8Array>(inflateRaw);

export const nodeDeflate: Deflate = {
  deflate: async (bytes) => new Uint8Array(await pack(bytes, { level: 9 })),
  inflate: async (bytes, maxBytes) => {
    try {
      return new Uint8Array(await unpack(bytes, { maxOutputLength: maxBytes }));
    } catch (error) {
      const tooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
      throw new InflateError(tooLarge ? 'too-large' : 'damaged');
    }
  },
};
