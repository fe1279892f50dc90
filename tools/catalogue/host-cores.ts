/** Cores of a system's CPUs, read from the text that names them; a part whose text names only the model stands in a table. */
import type { Json, JsonObject } from './item-files.ts';
import { figureOfFact, isFact } from './upstream.ts';

/** Reviewed by hand: cores per package as the maker lists them. */
const reviewed: readonly (readonly [text: string, cores: number, source: string, note: string])[] = [
  [
    '2 x EPYC or Xeon 6 (e.g. 2 x 6980P)',
    256,
    'TechPowerUp, Granite Rapids-UCC (2024-09-25)',
    '2 x 128 cores of a Xeon 6980P, the example of the text; other parts have fewer or more',
  ],
];

/** Null where neither the text nor the table gives a count. */
export function coresFigure(fact: Json | undefined): JsonObject | null {
  if (!isFact(fact) || typeof fact.value !== 'string') return null;
  const text = fact.value;
  const known = reviewed.find(([one]) => one === text);
  if (known !== undefined) {
    const [, value, source, note] = known;
    return figureOfFact({ value, source, confidence: 'reported', note }, 'cores');
  }
  const packages = /^(\d+)/.exec(text)?.[1];
  const cores = /([\d,]+) (?:Arm )?cores( each)?/.exec(text);
  if (packages === undefined || cores === null) return null;
  const stated = Number((cores[1] ?? '').replaceAll(',', ''));
  const value = cores[2] === undefined ? stated : stated * Number(packages);
  return figureOfFact({ value, source: fact.source, confidence: fact.confidence, note: `text: ${text}` }, 'cores');
}
