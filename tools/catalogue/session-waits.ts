/**
 * How sessions of a workflow wait between turns, and how long their KV is worth keeping: read from the traces a workflow's
 * gaps were fitted to.
 */
import type { JsonObject } from './item-files.ts';
import { confidenceOf, numberAt, objectAt, textAt } from './upstream.ts';

/** Traces that carry the prefix blocks of each request, so that hits were counted at several retention times. */
const retentionTraces: Readonly<Record<string, string>> = {
  'coding-agent': 'claude-code-sessions',
  chat: 'mooncake-conversation',
};

/** What the gap of a workflow's turns is, as its source says: tool run, page load, action; or a person reads and writes. */
const waits: Readonly<Record<string, 'tool' | 'person'>> = {
  'coding-agent': 'tool',
  'web-use': 'tool',
  'computer-use': 'tool',
  chat: 'person',
  voice: 'person',
};

export const waitsForOf = (workflow: string): 'tool' | 'person' | null => waits[workflow] ?? null;

const traceOf = (workflow: string, traces: readonly JsonObject[]): JsonObject | null => {
  const id = retentionTraces[workflow];
  const trace = id === undefined ? undefined : traces.find((one) => one['id'] === id);
  if (id !== undefined && trace === undefined) throw new Error(`workflows/${workflow}: no trace ${id}`);
  return trace ?? null;
};

/** Share of the hits of an unlimited cache against seconds retained; token hit ratios are divided by the last of them. */
export function retentionOf(workflow: string, traces: readonly JsonObject[]): JsonObject | null {
  const trace = traceOf(workflow, traces);
  if (trace === null) return null;
  const ratios = pointsOf(objectAt(trace, 'retention_s_vs_token_hit_ratio'));
  const unlimited = ratios.at(-1)?.[1] ?? 1;
  const shares =
    trace['retention_s_vs_share_of_achievable_hits'] === undefined
      ? ratios.map(([seconds, ratio]) => [seconds, Number((ratio / unlimited).toPrecision(4))])
      : pointsOf(objectAt(trace, 'retention_s_vs_share_of_achievable_hits'));
  const end = shares.findIndex(([, share]) => share === 1);
  return {
    points: end < 0 ? shares : shares.slice(0, end + 1),
    source: `${textAt(trace, 'id')}: ${textAt(trace, 'source')}`,
    confidence: confidenceOf(textAt(trace, 'confidence')),
  };
}

const pointsOf = (table: JsonObject): [number, number][] =>
  Object.keys(table)
    .map((seconds): [number, number] => [Number(seconds), numberAt(table, seconds)])
    .toSorted(([a], [b]) => a - b);

/** Share of requests after which a session waits for a person: those that end the agent's turn instead of calling a tool. */
export function humanGapShareOf(workflow: string, traces: readonly JsonObject[]): JsonObject | null {
  const trace = traceOf(workflow, traces);
  if (trace === null) return null;
  const ended = numberAt(objectAt(trace, 'stop_reasons'), 'end_turn');
  return {
    value: Number((ended / numberAt(trace, 'requests')).toPrecision(3)),
    source: `${textAt(trace, 'id')}: ${textAt(trace, 'source')}`,
    confidence: confidenceOf(textAt(trace, 'confidence')),
  };
}
