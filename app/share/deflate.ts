/** Raw deflate of the browser. Inflate reads chunk by chunk and stops at the cap, so a small link cannot fill the memory. */
import { InflateError, type Deflate } from '../../src/scenario/deflate.ts';

export const browserDeflate: Deflate = {
  deflate: (bytes) => collect(through(bytes, new CompressionStream('deflate-raw')), Number.POSITIVE_INFINITY),
  inflate: (bytes, maxBytes) => collect(through(bytes, new DecompressionStream('deflate-raw')), maxBytes),
};

const through = (
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
): ReadableStream<Uint8Array<ArrayBuffer>> => new Blob([new Uint8Array(bytes)]).stream().pipeThrough(stream);

const collect = async (stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> => {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new InflateError('damaged');
    });
    if (done) return joined(chunks, length);
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel();
      throw new InflateError('too-large');
    }
    chunks.push(value);
  }
};

const joined = (chunks: readonly Uint8Array[], length: number): Uint8Array => {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
};
