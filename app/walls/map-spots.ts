/** The points of the map as one list: what each is, and how it is named. */
import type { WallMap, WallMapModel, WallMapPhase, WallMapWorkflow } from '../../src/evaluate/wall-map-answer.ts';
import { shortModel, workflowWord } from './words.ts';

export interface Spot {
  readonly key: string;
  readonly model: WallMapModel;
  readonly workflow: WallMapWorkflow;
  readonly phase: 'prefill' | 'decode';
  readonly point: WallMapPhase;
  /** "coding", with the model before it where the map shows several. */
  readonly label: string;
}

const PHASES = ['prefill', 'decode'] as const;

/** Every phase of every workflow of every model, from low to high operational intensity: the order the arrow keys walk. */
export const spotsOf = (map: WallMap): readonly Spot[] =>
  map.models
    .flatMap((model) =>
      model.workflows.flatMap((workflow) =>
        PHASES.map((phase): Spot => {
          const word = workflowWord(workflow.workflowId, workflow.name);
          return {
            key: `${model.modelId}/${workflow.workflowId}/${phase}`,
            model,
            workflow,
            phase,
            point: workflow[phase],
            label: map.models.length > 1 ? `${shortModel(model.name)} ${word}` : word,
          };
        }),
      ),
    )
    .toSorted((a, b) => a.point.flopPerByte - b.point.flopPerByte);

/** The workflow that comes nearest its wall in decode: what the side list shows before anything is chosen. */
export const firstSpot = (spots: readonly Spot[]): Spot | null => {
  const own = spots.filter(({ model, phase }) => model.own && phase === 'decode');
  return own.toSorted((a, b) => b.workflow.bytesPerRequest - a.workflow.bytesPerRequest)[0] ?? spots[0] ?? null;
};
