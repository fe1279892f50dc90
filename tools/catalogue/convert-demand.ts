/**
 * Demand side: workflows, the traces their daily shapes come from, service classes and published technique effects.
 */
import type { JsonObject } from './item-files.ts';
import { humanGapShareOf, retentionOf, waitsForOf } from './session-waits.ts';
import { confidenceOf, listAt, numberAt, objectAt, textAt } from './upstream.ts';

type Items = Map<string, JsonObject>;

const distributionKeys: Readonly<Record<string, string>> = {
  turns: 'turns',
  first_input_tokens: 'firstInputTokens',
  new_input_tokens_per_turn: 'newInputTokensPerTurn',
  output_tokens: 'outputTokens',
  gap_between_turns_s: 'gapBetweenTurnsSeconds',
  human_gap_s: 'humanGapSeconds',
};

export const workflowItems = (file: JsonObject): Items =>
  new Map(
    listAt(file, 'seed_profiles').map((profile) => [
      textAt(profile, 'id'),
      workflowItem(profile, listAt(file, 'workloads')),
    ]),
  );

function workflowItem(profile: JsonObject, traces: readonly JsonObject[]): JsonObject {
  const distributions: Record<string, JsonObject> = {};
  for (const [from, to] of Object.entries(distributionKeys)) {
    if (profile[from] === undefined) continue;
    const { median, sigma, min, max, source, confidence } = objectAt(profile, from);
    const stated = typeof source === 'string' && source !== '' ? source : 'our estimate, no trace found';
    distributions[to] = { median, sigma, min, max, source: stated, confidence };
  }
  const arrival = profile['arrival'] === undefined ? {} : objectAt(profile, 'arrival');
  return {
    id: textAt(profile, 'id'),
    name: textAt(profile, 'name'),
    distributions,
    sharedPrefixTokens: profile['shared_prefix_tokens'] ?? null,
    prefixHitShare: numberAt(profile, 'token_hit_ratio_expected'),
    prefixHitConfidence: profile['token_hit_ratio_confidence'] ?? null,
    retention: retentionOf(textAt(profile, 'id'), traces),
    waitsFor: waitsForOf(textAt(profile, 'id')),
    humanGapShare: profile['human_gap_s'] === undefined ? null : humanGapShareOf(textAt(profile, 'id'), traces),
    kvRetentionFor95PercentOfHitsSeconds: profile['kv_retention_for_95pct_of_hits_s'] ?? null,
    dispersionPerMinute: arrival['index_of_dispersion_60s'] ?? null,
    dispersionSource: arrival['source'] ?? null,
    interarrivalCv: arrival['interarrival_cv'] ?? null,
    diurnalShapeId: profile['diurnal'] ?? 'flat',
    slaClassId: textAt(profile, 'sla'),
  };
}

/** Daily shapes of the traces, one item per trace that has one. */
export function diurnalItems(file: JsonObject): Items {
  const items: Items = new Map();
  for (const trace of listAt(file, 'workloads')) {
    if (trace['diurnal'] === undefined) continue;
    const diurnal = objectAt(trace, 'diurnal');
    const weekday = diurnal['weekday_shape_24h'] ?? diurnal['shape_24h'];
    const weekdayMean = diurnal['weekday_mean_requests_per_minute'];
    const weekendMean = diurnal['weekend_mean_requests_per_minute'];
    items.set(textAt(trace, 'id'), {
      id: textAt(trace, 'id'),
      name: textAt(trace, 'name'),
      timezone: textAt(diurnal, 'timezone'),
      source: textAt(trace, 'source'),
      confidence: confidenceOf(textAt(trace, 'confidence')),
      weekday,
      weekend: diurnal['weekend_shape_24h'] ?? weekday,
      weekendOverWeekday:
        typeof weekdayMean === 'number' && typeof weekendMean === 'number'
          ? Number((weekendMean / weekdayMean).toPrecision(4))
          : null,
    });
  }
  items.set('flat', {
    id: 'flat',
    name: 'Flat',
    timezone: 'any',
    source: 'definition: bulk jobs have no daily shape',
    confidence: 'estimate',
    weekday: Array.from({ length: 24 }, () => 1),
    weekend: Array.from({ length: 24 }, () => 1),
    weekendOverWeekday: 1,
  });
  return items;
}

/** The full statistics of every trace, kept for the workload importer and the report. */
export const traceItems = (file: JsonObject): Items =>
  new Map(listAt(file, 'workloads').map((t) => [textAt(t, 'id'), t]));

const urgencies: Readonly<Record<string, string>> = {
  'real-time': 'real-time',
  'near-real-time': 'near-real-time',
  'offline-batch': 'offline',
};

export const slaClassItems = (file: JsonObject): Items =>
  new Map(listAt(file, 'seed_classes').map((record) => [textAt(record, 'id'), slaClassItem(record)]));

function slaClassItem(record: JsonObject): JsonObject {
  const targets = objectAt(record, 'targets');
  return {
    id: textAt(record, 'id'),
    name: textAt(record, 'name'),
    user: textAt(record, 'user'),
    urgency: urgencies[textAt(record, 'id')],
    unit: 'ms',
    source: textAt(record, 'reason'),
    confidence: confidenceOf(textAt(record, 'confidence')),
    targets: targetsOf(targets),
    jobCompletionHours: targets['job_completion_h'] ?? null,
    deadlineHours: record['deadline_h'] ?? null,
    priority: numberAt(record, 'priority'),
    preemptible: record['preemptible'] === true,
    goodputTargetShare: record['goodput_target_share'] ?? null,
    availabilityTargetShare: record['availability_target_share'] ?? null,
    priceMultiplier: record['price_multiplier'] ?? null,
    variants: listAt(record, 'variants').map((variant) => ({
      id: textAt(variant, 'id'),
      ...(variant['targets'] === undefined ? {} : { targets: targetsOf(objectAt(variant, 'targets')) }),
      ...(variant['deadline_h'] === undefined ? {} : { deadlineHours: variant['deadline_h'] }),
      ...(variant['price_multiplier'] === undefined ? {} : { priceMultiplier: variant['price_multiplier'] }),
      ...(variant['reason'] === undefined ? {} : { source: variant['reason'] }),
    })),
  };
}

const targetsOf = (targets: JsonObject): JsonObject => ({
  ttft: targets['ttft_ms'] ?? null,
  tpot: targets['tpot_ms'] ?? null,
  e2e: targets['e2e_ms'] ?? null,
});

export const techniqueItems = (file: JsonObject): Items =>
  new Map(
    listAt(file, 'techniques').map((record) => [
      textAt(record, 'id'),
      {
        id: textAt(record, 'id'),
        name: textAt(record, 'name'),
        kind: textAt(record, 'kind'),
        modelHook: textAt(record, 'model_hook'),
        caveats: record['caveats'] ?? null,
        effects: listAt(record, 'effects'),
      },
    ]),
  );
