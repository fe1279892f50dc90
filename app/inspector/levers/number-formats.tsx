/** What weights and KV are stored as, what is published of the quality of that, and whether attention is fused. */
import type { Model } from '../../../src/catalogue/figures.ts';
import { precisionOf } from '../../../src/performance/precision.ts';
import { qualityOf } from '../../../src/performance/quality.ts';
import type { Serving } from '../../../src/scenario/schema.ts';
import { Choice } from '../editors/choice.tsx';
import { kvFormatReason, unfusedReason, weightsReason } from './availability.ts';
import type { LeverProps } from './context.ts';
import { LeverMark } from './lever-mark.tsx';
import { formatName, STANDARD, weightsWords } from './lever-words.ts';
import { QualityRow } from './quality-row.tsx';

const RECIPES = ['native', 'bf16', 'fp8', 'nvfp4', 'nvfp4-experts', 'int4-g128'] as const;
const BY_COMPONENT = 'by-component';
const FORMATS = ['bf16', 'fp8', 'nvfp4', 'mxfp4', 'int4-g128'] as const;
const KV_FORMATS = ['auto', 'bf16', 'fp8', 'nvfp4'] as const;
const NATIVE = 'native';

const COMPONENTS = [
  { key: 'mixer', label: 'Attention' },
  { key: 'routedExperts', label: 'Routed experts' },
  { key: 'sharedExperts', label: 'Shared experts' },
  { key: 'denseFfn', label: 'Dense FFN' },
] as const;

type ByComponent = Exclude<Serving['weights'], string>;

/** The present formats by component, where they differ from the checkpoint. */
const componentsOf = (model: Model, { weights, engine }: Serving): ByComponent => {
  if (typeof weights !== 'string') return weights;
  const { weights: formats } = precisionOf(model, weights, 'auto', engine);
  return Object.fromEntries(
    COMPONENTS.flatMap(({ key }) => {
      const format = FORMATS.find((one) => one === formats[key]);
      const chosen = format !== undefined && format !== model.nativeFormats[key] && model.parameters[key] > 0;
      return chosen ? [[key, format]] : [];
    }),
  );
};

export const NumberFormats = ({ serving, context, serve }: LeverProps) => {
  const { model } = context;
  const { weights, kvFormat, engine, flashAttention } = serving;
  const byComponent = typeof weights !== 'string';
  const options = [
    ...RECIPES.map((value) => ({
      value,
      name: weightsWords(value),
      refused: weightsReason(value, serving, context),
    })),
    { value: BY_COMPONENT, name: 'by component' } as const,
  ];
  const qualities = model ? qualityOf(model, precisionOf(model, weights, kvFormat, engine)) : [];
  return (
    <>
      <Choice
        label="Weights"
        value={byComponent ? BY_COMPONENT : weights}
        options={model ? options : options.slice(0, -1)}
        standard={NATIVE}
        mark={<LeverMark id="weights" label="Weights" />}
        onChange={(chosen) => {
          if (chosen !== BY_COMPONENT) serve(`store weights: ${weightsWords(chosen)}`, { weights: chosen });
          else if (model) serve('choose weights by component', { weights: componentsOf(model, serving) });
        }}
      />
      {byComponent && model && <Components model={model} weights={weights} levers={{ serving, context, serve }} />}
      <Choice
        label="KV format"
        value={kvFormat}
        options={KV_FORMATS.map((value) => ({
          value,
          name: value === 'auto' ? 'automatic' : formatName(value),
          refused: value === 'auto' ? null : kvFormatReason(value, serving, context),
        }))}
        standard={STANDARD.kvFormat}
        mark={<LeverMark id="kvFormat" label="KV format" />}
        onChange={(chosen) => serve(`keep KV in ${formatName(chosen)}`, { kvFormat: chosen })}
      />
      <Choice
        label="Flash attention"
        value={flashAttention ? 'on' : 'off'}
        options={[
          { value: 'on', name: 'on' },
          { value: 'off', name: 'off', refused: flashAttention ? unfusedReason(serving, context) : null },
        ]}
        standard="on"
        mark={<LeverMark id="flashAttention" label="Flash attention" />}
        onChange={(chosen) => serve(`switch flash attention ${chosen}`, { flashAttention: chosen === 'on' })}
      />
      {qualities.map((quality) => (
        <QualityRow key={`${quality.of} ${quality.format}`} quality={quality} />
      ))}
    </>
  );
};

interface ComponentsProps {
  readonly model: Model;
  readonly weights: ByComponent;
  readonly levers: Pick<LeverProps, 'serving' | 'context' | 'serve'>;
}

const Components = ({ model, weights, levers: { serving, context, serve } }: ComponentsProps) => (
  <div className="lever-parts" role="group" aria-label="Weights by component">
    {COMPONENTS.filter(({ key }) => model.parameters[key] > 0).map(({ key, label }) => (
      <Choice
        key={key}
        label={label}
        value={weights[key] ?? NATIVE}
        options={[
          { value: NATIVE, name: `${formatName(model.nativeFormats[key])}, as published` } as const,
          ...FORMATS.map((value) => ({
            value,
            name: formatName(value),
            refused: weightsReason({ ...weights, [key]: value }, serving, context),
          })),
        ]}
        standard={NATIVE}
        onChange={(chosen) => {
          const { [key]: _, ...rest } = weights;
          const next: ByComponent = chosen === NATIVE ? rest : { ...rest, [key]: chosen };
          serve(`store ${label.toLowerCase()}: ${formatName(chosen)}`, { weights: next });
        }}
      />
    ))}
  </div>
);
