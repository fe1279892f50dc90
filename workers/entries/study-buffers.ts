/** The buffers behind the columns of a study, for handing them from thread to thread without a copy. */

/** Of every typed array that is a property of `columns`; each once. */
export const buffersOf = (columns: object): ArrayBuffer[] => [
  ...new Set(
    Object.values(columns).flatMap((column: unknown) =>
      ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer ? [column.buffer] : [],
    ),
  ),
];

/** Of the columns one level down: an answer has several groups of them. */
export const nestedBuffersOf = (answer: object): ArrayBuffer[] => [
  ...new Set(
    Object.values(answer).flatMap((part: unknown) =>
      part !== null && typeof part === 'object' ? buffersOf(part) : [],
    ),
  ),
];
