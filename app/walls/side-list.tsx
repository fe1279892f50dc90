/** Beside the map: what the chosen point gains from more of each thing, how to read the map, and the numbers behind the point. */
import type { CapacityCheck } from '../../src/evaluate/wall-map-check.ts';
import type { WallMap } from '../../src/evaluate/wall-map-answer.ts';
import { whole } from '../../src/units/significant.ts';
import { ConfidenceMark } from '../ui/trust-mark.tsx';
import { WallBadge } from '../ui/wall-badge.tsx';
import { WallGains } from '../ui/wall-gains.tsx';
import type { Confidence } from '../../src/catalogue/figures.ts';
import type { Spot } from './map-spots.ts';
import { ShapeSign } from './point-shape.tsx';
import { shortSystem } from '../ui/group-name.ts';
import { contextWords, FORMAT_WORDS, intensity, requests, shortModel, size, workflowWord } from './words.ts';
import './side-list.css';

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly unit?: string;
  readonly confidence: Confidence | null;
}

const Figure = ({ label, value, unit, confidence }: FigureProps) => (
  <div className="side-row">
    <dt>{label}</dt>
    <dd>
      <b>{value}</b> {unit && <span className="unit">{unit}</span>}
    </dd>
    <dd className="side-row__mark">
      <ConfidenceMark confidence={confidence} />
    </dd>
  </div>
);

const PHASES = ['decode', 'prefill'] as const;

const Numbers = ({ spot: { model, workflow } }: { readonly spot: Spot }) => {
  const [own] = model.lines;
  return (
    <section>
      <h3>Numbers behind it</h3>
      <dl>
        {PHASES.map((phase) => (
          <Figure
            key={phase}
            label={`OI, ${phase}`}
            value={intensity(workflow[phase].flopPerByte)}
            unit="FLOP/B"
            confidence={model.confidence}
          />
        ))}
        <Figure
          label="CF"
          value={size(workflow.bytesPerRequest)}
          unit="per request"
          confidence={model.memoryConfidence}
        />
        <Figure label="KV per token" value={whole(model.kvBytesPerToken)} unit="B" confidence={model.confidence} />
        {own && (
          <Figure
            label={`${shortSystem(own.name)} ridge, ${FORMAT_WORDS[model.format] ?? model.format}`}
            value={intensity(own.ridge)}
            unit="FLOP/B"
            confidence={own.confidence}
          />
        )}
        {own && (
          <Figure
            label={`Held at once, on ${whole(own.accelerators)}`}
            value={requests(workflow.heldAtOnce)}
            unit="requests"
            confidence={model.memoryConfidence}
          />
        )}
        {own && (
          <Figure
            label="Batch that reaches the ridge"
            value={requests(own.ridgeBatch)}
            unit="requests"
            confidence={own.confidence}
          />
        )}
      </dl>
    </section>
  );
};

const Reading = ({ map }: { readonly map: WallMap }) => {
  const workflows = map.models[0]?.workflows ?? [];
  const [own, ...others] = map.models;
  return (
    <section>
      <h3>Read the map</h3>
      <p>
        A point left of a device&apos;s ridge waits for memory; right of it, for arithmetic. A point above the capacity
        line cannot be batched up to the ridge: memory runs out first.
      </p>
      <ul className="side-shapes">
        {workflows.map(({ workflowId, name }) => (
          <li key={workflowId} title={name}>
            <ShapeSign workflowId={workflowId} />
            {workflowWord(workflowId, name)}
          </li>
        ))}
      </ul>
      <p>
        {own && others.length > 0
          ? `Filled: ${shortModel(own.name)}. Hollow: ${others.map(({ name }) => shortModel(name)).join(', ')}. Lines and grounds are those of the chosen point's model.`
          : own && own.lines.length > 1 && 'Dashed lines are the other devices of the estate.'}
        {map.tooLarge.length > 0 && ` No layout of this system holds ${map.tooLarge.map(shortModel).join(', ')}.`}
      </p>
    </section>
  );
};

const inWords = (values: readonly string[]): string =>
  values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} and ${values.at(-1) ?? ''}`;

const Check = ({ check }: { readonly check: CapacityCheck }) => (
  <p className="side-check">
    Check: {check.modelName} on one {check.acceleratorName} holds{' '}
    {inWords(check.rows.map((row) => whole(row.reported)))} sequences at{' '}
    {inWords(check.rows.map((row) => `${whole(row.tokens / 1_024)} k`))} tokens (reported, arXiv:2601.22001); ours, with
    the reserves of an engine, {inWords(check.rows.map((row) => whole(row.ours)))}.
  </p>
);

interface SideListProps {
  readonly map: WallMap;
  readonly spot: Spot;
  readonly check: CapacityCheck | null;
}

export const SideList = ({ map, spot, check }: SideListProps) => {
  const { model, workflow, phase, point } = spot;
  const tokens = workflow.inputTokens + workflow.outputTokens;
  return (
    <div className="side-list scrolls" role="region" aria-label="The chosen point" tabIndex={0}>
      <header>
        <h2>
          {shortModel(model.name)} {workflowWord(workflow.workflowId, workflow.name)}, {phase}{' '}
          <WallBadge wall={point.wall} />
        </h2>
        <p>
          {contextWords(tokens)} of context, {size(workflow.bytesPerRequest)} per request
          {workflow.capacityBound && phase === 'decode' ? ': memory is full before the ridge' : ''}
        </p>
      </header>
      <section>
        <h3>10 % more of one thing gives, in tokens</h3>
        <WallGains gains={point.gains} />
      </section>
      <Reading map={map} />
      <Numbers spot={spot} />
      {check && <Check check={check} />}
    </div>
  );
};
