/** Which instances do which part of a request, in which engine, and how many of each. */
import type { Serving } from '../../../src/scenario/schema.ts';
import { significant } from '../../../src/units/significant.ts';
import { Choice } from '../editors/choice.tsx';
import { Field } from '../editors/field.tsx';
import { OwnFigure } from '../figures/own-figure.tsx';
import { modeReason } from './availability.ts';
import type { LeverProps } from './context.ts';
import { LeverMark } from './lever-mark.tsx';
import { ENGINE_NAMES, MODE_NAMES, ratioOf, SERVED_NAMES, servedAs, STANDARD } from './lever-words.ts';

const MODES = ['auto', 'aggregated', 'disaggregated', 'attention-ffn'] as const;
const ENGINES = (['vllm', 'sglang', 'tensorrt-llm'] as const).map((value) => ({ value, name: ENGINE_NAMES[value] }));
const MICRO_BATCHES = ['auto', '1', '2', '3', '4', '5', '6', '7', '8'].map((value) => ({
  value,
  name: value === 'auto' ? 'automatic' : value,
}));

const MODE_EDITS: Readonly<Record<Serving['mode'], string>> = {
  auto: 'choose the way of serving automatically',
  aggregated: 'prefill and decode on the same instances',
  disaggregated: 'prefill apart from decode',
  'attention-ffn': 'run attention apart from FFN',
};

export const WayOfServing = ({ serving, context, groups, serve }: LeverProps) => {
  const served = servedAs(
    serving.mode,
    groups,
    context.racks.map(({ group }) => group.role),
  );
  return (
    <>
      <Choice
        label="Mode"
        value={serving.mode}
        options={MODES.map((value) => ({
          value,
          name: value === 'auto' && serving.mode === 'auto' ? `automatic: ${SERVED_NAMES[served]}` : MODE_NAMES[value],
          refused: modeReason(value, context),
        }))}
        standard={STANDARD.mode}
        mark={<LeverMark id="mode" label="Mode" />}
        onChange={(mode) => serve(MODE_EDITS[mode], { mode })}
      />
      <Choice
        label="Engine"
        value={serving.engine}
        options={ENGINES}
        standard={STANDARD.engine}
        mark={<LeverMark id="engine" label="Engine" />}
        onChange={(engine) => serve(`serve with ${ENGINE_NAMES[engine]}`, { engine })}
      />
      {served !== 'aggregated' && (
        <Ratio
          lever="prefillPerDecode"
          label={served === 'disaggregated' ? 'P:D, prefill per decode' : 'P:A, prefill per attention'}
          own={serving.prefillPerDecode}
          found={ratioOf(groups, 'prefill', served === 'disaggregated' ? 'decode' : 'attention')}
          onChange={(label, prefillPerDecode) => serve(label, { prefillPerDecode })}
        />
      )}
      {served === 'attention-ffn' && (
        <>
          <Ratio
            lever="attentionPerFfn"
            label="A:F, attention per FFN"
            own={serving.attentionPerFfn}
            found={ratioOf(groups, 'attention', 'ffn')}
            onChange={(label, attentionPerFfn) => serve(label, { attentionPerFfn })}
          />
          <Choice
            label="Micro-batches"
            value={String(serving.microBatches)}
            options={MICRO_BATCHES}
            standard="auto"
            mark={<LeverMark id="microBatches" label="Micro-batches" />}
            onChange={(chosen) =>
              serve('change the micro-batches', { microBatches: chosen === 'auto' ? 'auto' : Number(chosen) })
            }
          />
        </>
      )}
    </>
  );
};

const [LEAST_RATIO, MOST_RATIO] = [0.001, 1_000];

interface RatioProps {
  readonly lever: string;
  readonly label: string;
  readonly own: number | undefined;
  /** Of the answer; null before there is one. */
  readonly found: number | null;
  readonly onChange: (label: string, ratio: number | undefined) => void;
}

/** Instances of one part for each of another: as searched, or a person's own. */
const Ratio = ({ lever, label, own, found, onChange }: RatioProps) => {
  const [short = label] = label.split(',', 1);
  const shown = own ?? found;
  const fix = (ratio: number): void => onChange(`fix ${short}`, ratio);
  if (shown === null) return <OwnFigure label={label} absent="searched" unit="" min={LEAST_RATIO} onSet={fix} />;
  return (
    <Field
      label={label}
      value={own ?? Number(significant(shown).replaceAll(',', ''))}
      unit=": 1"
      min={LEAST_RATIO}
      max={MOST_RATIO}
      overridden={own !== undefined}
      defaultText="automatic: searched"
      mark={<LeverMark id={lever} label={label} />}
      onChange={fix}
      onReset={() => onChange(`search ${short} again`, undefined)}
    />
  );
};
