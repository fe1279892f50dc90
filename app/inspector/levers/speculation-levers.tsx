/** Who drafts tokens, how many, and how often the drafts are accepted. */
import { ACCEPTED_UP_TO } from '../../../src/performance/acceptance-tables.ts';
import type { Model } from '../../../src/catalogue/figures.ts';
import type { Serving } from '../../../src/scenario/schema.ts';
import { significant } from '../../../src/units/significant.ts';
import { Choice } from '../editors/choice.tsx';
import { Field } from '../editors/field.tsx';
import { draftModelsFor, methodReason } from './availability.ts';
import type { LeverContext, LeverProps } from './context.ts';
import { LeverMark } from './lever-mark.tsx';

type Speculation = Exclude<Serving['speculation'], string>;
type Method = Speculation['method'];

const METHODS = [
  { value: 'mtp', name: 'MTP' },
  { value: 'eagle', name: 'EAGLE' },
  { value: 'draft-model', name: 'draft model' },
] as const;
const EDITS: Readonly<Record<Method, string>> = {
  mtp: 'draft with MTP',
  eagle: 'draft with EAGLE',
  'draft-model': 'draft with a small model',
};

/** What one trained layer, a drafting head and a small model are commonly run with. */
const START_DRAFTS: Readonly<Record<Method, number>> = { mtp: 1, eagle: 3, 'draft-model': 3 };
const MOST_DRAFTS = 16;
/** Where a person's own acceptance starts from. */
const PUBLISHED_FIRST = ACCEPTED_UP_TO[0] ?? 0;
const MOST_ACCEPTED = 99;

const begun = (method: Method, before: Serving['speculation'], { model }: LeverContext): Speculation => {
  const { draftTokens, acceptance } =
    before === 'none' ? { draftTokens: START_DRAFTS[method], acceptance: undefined } : before;
  const draft = method === 'draft-model' && model ? draftModelsFor(model)[0] : undefined;
  return {
    method,
    draftTokens,
    ...(draft ? { draftModelId: draft.id } : {}),
    ...(acceptance === undefined ? {} : { acceptance }),
  };
};

export const SpeculationLevers = ({ serving: { speculation }, context, serve }: LeverProps) => {
  const { model } = context;
  return (
    <>
      <Choice
        label="Drafts by"
        value={speculation === 'none' ? 'none' : speculation.method}
        options={[
          { value: 'none', name: 'none' } as const,
          ...METHODS.map((option) => ({ ...option, refused: methodReason(option.value, context) })),
        ]}
        standard="none"
        mark={<LeverMark id="speculation" label="Speculation" />}
        onChange={(method) =>
          method === 'none'
            ? serve('stop drafting', { speculation: 'none' })
            : serve(EDITS[method], { speculation: begun(method, speculation, context) })
        }
      />
      {speculation !== 'none' && (
        <Drafts
          speculation={speculation}
          model={model}
          onChange={(label, change) => serve(label, { speculation: { ...speculation, ...change } })}
          onPublished={() => {
            const { acceptance: _, ...rest } = speculation;
            serve('use the published acceptance', { speculation: rest });
          }}
        />
      )}
    </>
  );
};

interface DraftsProps {
  readonly speculation: Speculation;
  readonly model: Model | null;
  readonly onChange: (label: string, change: Partial<Speculation>) => void;
  readonly onPublished: () => void;
}

const Drafts = ({ speculation, model, onChange, onPublished }: DraftsProps) => {
  const { method, draftTokens, draftModelId, acceptance } = speculation;
  const drafters = method === 'draft-model' && model ? draftModelsFor(model) : [];
  const own = acceptance !== undefined;
  return (
    <>
      {drafters.length > 0 && (
        <Choice
          label="Draft model"
          value={draftModelId ?? ''}
          options={drafters.map(({ id, name }) => ({ value: id, name }))}
          onChange={(chosen) => onChange('change the draft model', { draftModelId: chosen })}
        />
      )}
      <Field
        label="Drafts of a step"
        value={draftTokens}
        unit="tok"
        min={1}
        max={MOST_DRAFTS}
        whole
        onChange={(drafts) => onChange('change the number of drafts', { draftTokens: drafts })}
      />
      <Choice
        label="Acceptance"
        value={own ? 'own' : 'published'}
        options={[
          { value: 'published', name: 'of published runs' },
          { value: 'own', name: 'your own' },
        ]}
        standard="published"
        onChange={(chosen) =>
          chosen === 'own' ? onChange('state the acceptance', { acceptance: PUBLISHED_FIRST }) : onPublished()
        }
      />
      {own && (
        <Field
          label="Drafts accepted, each"
          value={Number(significant(acceptance * 100, 4))}
          unit="%"
          min={0}
          max={MOST_ACCEPTED}
          onChange={(percent) => onChange('change the acceptance', { acceptance: percent / 100 })}
        />
      )}
    </>
  );
};
