/** Which pool a chart shows: a choice where the plan has several. It moves the selection, so every view follows. */
import type { DeploymentAnswer, Evaluation } from '../../../src/evaluate/evaluation.ts';
import { useSessionStore } from '../../state/session-store.ts';
import './chooser.css';

export const PoolChooser = ({
  evaluation,
  pool,
}: {
  readonly evaluation: Evaluation;
  readonly pool: DeploymentAnswer;
}) => {
  const select = useSessionStore((state) => state.select);
  if (evaluation.deployments.length < 2) return null;
  return (
    <select
      className="chart__chooser"
      aria-label="Pool shown"
      value={pool.deploymentId}
      onChange={(event) => select({ kind: 'deployment', deploymentId: event.target.value })}
    >
      {evaluation.deployments.map((one) => (
        <option key={one.deploymentId} value={one.deploymentId}>
          {one.name}
        </option>
      ))}
    </select>
  );
};
