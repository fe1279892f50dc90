/** Throughput of a fixed number of users, or of one batch, by the simulation of the benchmark protocol. */
import type { Instance } from '../performance/instance.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { tokensPerStep } from '../performance/speculation.ts';
import { engineSteps, stepTableOf } from '../serving/step-table.ts';
import { simulateReplica } from '../simulation/replica.ts';
import type { ThroughputQuestion } from './throughput-configuration.ts';
import type { Load } from './throughput-load.ts';
import { kvTokensHeld } from './throughput-memory.ts';

const SEED = 1;
/** Most sequences an engine runs at a time unless told otherwise. */
const DEFAULT_SLOTS = 1_024;

/** Output tokens per second of one instance; null where not one sequence fits. */
export const closedLoopThroughput = (
  question: ThroughputQuestion,
  instance: Instance,
  load: Extract<Load, { kind: 'closed' }>,
): number | null => {
  const { engine, inputTokens, outputTokens, verified, devices } = question;
  const { layout } = instance;
  const instances = devices / acceleratorsOf(layout);
  const users = Math.max(1, Math.round(load.users / instances));
  const kvTokens = kvTokensHeld(instance, inputTokens + outputTokens);
  if (kvTokens < inputTokens + outputTokens) return null;
  const slots = Math.min(users, load.slots ?? DEFAULT_SLOTS * layout.attnDp);
  const budgetTokens = engine.stepTokens * layout.attnDp;
  const table = stepTableOf({
    instance,
    sequences: slots,
    stepTokens: budgetTokens,
    inputTokens,
    outputTokens,
    verified,
  });
  const steps = engineSteps(table, engine);
  const answer = simulateReplica(
    {
      users,
      prompts: users * load.waves,
      inputTokens,
      outputTokens,
      lengthLow: load.lengthLow,
      seed: SEED,
      policy: engine.policy,
      budgetTokens,
      budgetPerSequence: verified,
      slots,
      kvTokens,
      reservesFinalLength: engine.reservesFinalLength,
      tokensPerStep: tokensPerStep(engine.acceptance, verified),
      responseDelay: engine.responseSeconds + engine.responseSteps * steps.decode(slots, inputTokens),
    },
    steps,
  );
  return answer.outputTokensPerSecond;
};
