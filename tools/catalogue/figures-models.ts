/**
 * Models, workflows, daily shapes and service classes: validated items -> figures in base units.
 */
import type * as z from 'zod/mini';
import type { DiurnalShape, LogNormal, Model, Percentiles, SlaClass, Workflow } from '../../src/catalogue/figures.ts';
import type { diurnalItem, modelItem, slaClassItem, workflowItem } from '../../src/catalogue/schema-models.ts';
import { trimmed } from './base-units.ts';
import { note, takeNumber } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import type { Plain } from './plain.ts';

/** Keys a model keeps; checks, quality and acceptance stay in the item files. */
export function modelFigures(ledger: Ledger, item: z.infer<typeof modelItem>): Plain<Model> {
  const { source, confidence } = item;
  note(
    ledger,
    `models.${item.id}`,
    { value: item.totalParameters, unit: 'parameters', source, confidence },
    item.totalParameters,
  );
  return {
    id: item.id,
    name: item.name,
    developer: item.developer,
    released: item.released,
    contextMaxTokens: item.contextMaxTokens,
    hiddenSize: item.hiddenSize,
    vocabSize: item.vocabSize,
    tiedEmbeddings: item.tiedEmbeddings,
    ...(item.positionRows === undefined ? {} : { positionRows: item.positionRows }),
    attention: item.attention,
    task: item.task,
    mixers: decoded<Plain<Model>['mixers']>(item.mixers),
    ffns: decoded<Plain<Model>['ffns']>(item.ffns),
    mtpLayers: item.mtpLayers,
    visionTower: item.visionTower,
    parameters: item.parameters,
    totalParameters: item.totalParameters,
    activeParameters: item.activeParameters,
    nativeFormats: item.nativeFormats,
    confidence,
  };
}

/** Optional keys are absent in JSON, never undefined: the type says so after a round trip. */
const decoded = <T>(value: unknown): T => JSON.parse(JSON.stringify(value)) as T;

type WorkflowItem = z.infer<typeof workflowItem>;
type Distribution = WorkflowItem['distributions']['turns'];

export function workflowFigures(ledger: Ledger, item: WorkflowItem): Plain<Workflow> {
  const path = `workflows.${item.id}`;
  const d = item.distributions;
  const take = (key: string, distribution: Distribution, unit: string): LogNormal => {
    const { median, sigma, min, max, source, confidence } = distribution;
    const text = `log-normal, sigma ${sigma}, clipped to ${min}..${max}`;
    takeNumber(ledger, `${path}.${key}`, { value: median, unit, source, confidence, note: text });
    return { median, sigma, min, max };
  };
  const distributions = [
    d.turns,
    d.firstInputTokens,
    d.newInputTokensPerTurn,
    d.outputTokens,
    d.gapBetweenTurnsSeconds,
    d.humanGapSeconds,
  ];
  if (item.dispersionPerMinute !== null && item.dispersionSource !== null) {
    takeNumber(ledger, `${path}.dispersionPerMinute`, {
      value: item.dispersionPerMinute,
      unit: 'ratio',
      source: item.dispersionSource,
      confidence: 'measured',
      note: 'variance / mean of request counts in one-minute windows',
    });
  }
  return {
    id: item.id,
    name: item.name,
    turns: take('turns', d.turns, 'units'),
    firstInputTokens: take('firstInputTokens', d.firstInputTokens, 'tok'),
    newInputTokensPerTurn:
      d.newInputTokensPerTurn === undefined ? null : take('newInputTokensPerTurn', d.newInputTokensPerTurn, 'tok'),
    outputTokens: take('outputTokens', d.outputTokens, 'tok'),
    gapBetweenTurnsSeconds:
      d.gapBetweenTurnsSeconds === undefined ? null : take('gapBetweenTurnsSeconds', d.gapBetweenTurnsSeconds, 's'),
    waitsFor: item.waitsFor,
    humanGapSeconds: d.humanGapSeconds === undefined ? null : take('humanGapSeconds', d.humanGapSeconds, 's'),
    humanGapShare: humanGapShareOf(ledger, path, item.humanGapShare),
    toolCpuSeconds: null,
    // No prefix is shared and arrivals are Poisson unless a trace says otherwise: that is what the missing entry means.
    sharedPrefixTokens: item.sharedPrefixTokens ?? 0,
    prefixHitShare: item.prefixHitShare,
    retention: retentionOf(ledger, path, item.retention),
    dispersionPerMinute: item.dispersionPerMinute ?? 1,
    diurnalShapeId: item.diurnalShapeId,
    slaClassId: item.slaClassId,
    confidence: distributions.some((one) => one?.confidence === 'estimate')
      ? 'estimate'
      : distributions.some((one) => one?.confidence === 'reported')
        ? 'reported'
        : 'measured',
  };
}

/** Sessions never wait for a person where no trace says so: the missing entry means that. */
function humanGapShareOf(ledger: Ledger, path: string, share: WorkflowItem['humanGapShare']): number {
  if (share === null) return 0;
  return takeNumber(ledger, `${path}.humanGapShare`, { ...share, unit: 'share' }) ?? 0;
}

function retentionOf(ledger: Ledger, path: string, retention: WorkflowItem['retention']): Plain<Workflow>['retention'] {
  if (retention === null) return null;
  const { points, source, confidence } = retention;
  const text = points.map(([seconds, share]) => `${seconds} s ${share}`).join(', ');
  note(ledger, `${path}.retention`, { value: text, unit: 'text', source, confidence }, text);
  return points.map(([seconds, share]): [number, number] => [seconds, share]);
}

export function diurnalFigures(ledger: Ledger, item: z.infer<typeof diurnalItem>): Plain<DiurnalShape> {
  note(
    ledger,
    `diurnalShapes.${item.id}`,
    {
      value: item.name,
      unit: 'text',
      source: item.source,
      confidence: item.confidence,
      note: `clock of the trace: ${item.timezone}`,
    },
    item.name,
  );
  return {
    weekday: meanOne(item.weekday),
    weekend: meanOne(item.weekend),
    ...(item.weekendOverWeekday === null ? {} : { weekendOverWeekday: item.weekendOverWeekday }),
  };
}

/** Sources print three digits, so their means are off by up to 1 %: a shape must not change the level. */
export function meanOne(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => Number((value / mean).toPrecision(6)));
}

/** The class itself and one more per variant, `real-time/voice`. */
export function slaClassFigures(ledger: Ledger, item: z.infer<typeof slaClassItem>): Plain<SlaClass>[] {
  const variants = item.variants.map((variant) => ({
    ...variant,
    id: `${item.id}/${variant.id}`,
    suffix: ` · ${variant.id}`,
  }));
  return [{ id: item.id, suffix: '' }, ...variants].map((variant: Variant) => {
    const targets = variant.targets ?? item.targets;
    const hours = variant.deadlineHours ?? item.deadlineHours;
    const figure = {
      value: item.name,
      unit: 'text',
      source: variant.source ?? item.source,
      confidence: item.confidence,
    };
    note(ledger, `slaClasses.${variant.id}`, figure, null);
    return {
      id: variant.id,
      name: item.name + variant.suffix,
      urgency: item.urgency,
      ttft: seconds(targets.ttft),
      tpot: seconds(targets.tpot),
      e2e: seconds(targets.e2e),
      deadline: hours === null ? null : hours * 3600,
      priority: item.priority,
    };
  });
}

interface Variant {
  readonly id: string;
  readonly suffix: string;
  readonly targets?: z.infer<typeof slaClassItem>['targets'] | undefined;
  readonly deadlineHours?: number | undefined;
  readonly source?: string | undefined;
}

const seconds = (limits: Plain<Percentiles> | null): Plain<Percentiles> | null =>
  limits === null
    ? null
    : { p50: trimmed(limits.p50 / 1e3), p95: trimmed(limits.p95 / 1e3), p99: trimmed(limits.p99 / 1e3) };
