/** How many sequences an instance holds, and how many prompt tokens one step takes. */
import { whole } from '../../../src/units/significant.ts';
import { Field } from '../editors/field.tsx';
import { OwnFigure } from '../figures/own-figure.tsx';
import type { LeverProps } from './context.ts';
import { LeverMark } from './lever-mark.tsx';
import { STANDARD } from './lever-words.ts';

const MAX_BATCH = 'Max batch of an instance';
const MOST_SEQUENCES = 100_000;
const [LEAST_CHUNK, MOST_CHUNK] = [128, 1_048_576];

export const Batching = ({ serving, groups, serve }: LeverProps) => {
  const { maxBatch, prefillBudgetTokens } = serving;
  const room = groups.find(({ role }) => role !== 'prefill')?.sequencesMax;
  const shown = maxBatch === 'auto' ? room && Math.max(1, Math.floor(room)) : maxBatch;
  return (
    <>
      {shown === undefined ? (
        <OwnFigure
          label={MAX_BATCH}
          absent="automatic"
          unit="seq"
          min={1}
          onSet={(chosen) => serve('change the max batch', { maxBatch: Math.round(chosen) })}
        />
      ) : (
        <Field
          label={MAX_BATCH}
          value={shown}
          unit="seq"
          min={1}
          max={MOST_SEQUENCES}
          whole
          overridden={maxBatch !== 'auto'}
          defaultText="automatic: what memory holds"
          mark={<LeverMark id="maxBatch" label="Max batch" />}
          onChange={(chosen) => serve('change the max batch', { maxBatch: chosen })}
          onReset={() => serve('reset the max batch', { maxBatch: 'auto' })}
        />
      )}
      <Field
        label="Prompt tokens of a step"
        value={prefillBudgetTokens}
        unit="tok"
        min={LEAST_CHUNK}
        max={MOST_CHUNK}
        whole
        overridden={prefillBudgetTokens !== STANDARD.prefillBudgetTokens}
        defaultText={whole(STANDARD.prefillBudgetTokens)}
        mark={<LeverMark id="prefillBudgetTokens" label="Chunked prefill" />}
        onChange={(chosen) => serve('change the chunk of prefill', { prefillBudgetTokens: chosen })}
        onReset={() => serve('reset the chunk of prefill', { prefillBudgetTokens: STANDARD.prefillBudgetTokens })}
      />
    </>
  );
};
