/** Words and figures of the map of walls. */
import { bytes, text } from '../../src/units/format.ts';
import { quantity } from '../../src/units/quantity.ts';
import { significant, whole } from '../../src/units/significant.ts';

/** Short words of the workflows, as a map can carry them; others keep their name. */
const WORDS: Readonly<Record<string, string>> = {
  chat: 'chat',
  'coding-agent': 'coding',
  'code-completion': 'completion',
  'web-use': 'web use',
  'computer-use': 'computer use',
  rag: 'RAG',
  batch: 'batch',
  reasoning: 'reasoning',
  voice: 'voice',
};

export const workflowWord = (id: string, name: string): string => WORDS[id] ?? name;

/** "DeepSeek-R1 / R1-0528" is "DeepSeek-R1" on a map. */
export const shortModel = (name: string): string => name.replace(/ +\/ .*$/, '').replace(/[- ]Instruct$/, '');

export const size = (value: number): string => text(bytes(quantity<'B'>(value)));
export const intensity = (value: number): string => significant(value);
export const requests = (value: number): string => (value < 10 ? significant(value) : whole(value));
export const contextWords = (tokens: number): string =>
  tokens < 1_000 ? `${whole(tokens)} tokens` : `${significant(tokens / 1_000)} k tokens`;

export const FORMAT_WORDS: Readonly<Record<string, string>> = {
  bf16: 'BF16',
  fp8: 'FP8',
  fp6: 'FP6',
  fp4: 'FP4',
  int8: 'INT8',
  int4: 'INT4',
};
