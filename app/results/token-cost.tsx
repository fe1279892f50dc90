/** What a million tokens cost in each workload: output as a bar from 0, input and cached input beside it. */
import type { WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import { useSessionStore } from '../state/session-store.ts';
import { TierMark } from '../ui/trust-mark.tsx';
import { money } from './numbers.ts';
import './issue-list.css';
import './token-cost.css';

export const TokenCost = ({ workloads }: { readonly workloads: readonly WorkloadAnswer[] }) => {
  const select = useSessionStore((state) => state.select);
  const top = Math.max(...workloads.map((workload) => workload.costPerMtok?.output ?? 0));
  return (
    <figure className="chart" aria-label="Cost per million tokens by workload">
      <figcaption className="chart__head">
        <span className="chart__title">Cost per Mtok by workload</span>
        <span className="chart__subtitle">USD, all cost shared by use</span>
      </figcaption>
      <div className="token-costs" tabIndex={0} role="region" aria-label="Cost per million tokens, as a table">
        <table>
          <thead>
            <tr>
              <th scope="col">Workload</th>
              <th scope="col" colSpan={2}>
                Output
              </th>
              <th scope="col">Input</th>
              <th scope="col">Cached input</th>
            </tr>
          </thead>
          <tbody>
            {workloads.map((workload) => (
              <tr key={workload.workloadId}>
                <th scope="row">
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => select({ kind: 'workload', workloadId: workload.workloadId })}
                  >
                    {workload.name}
                  </button>
                </th>
                {workload.costPerMtok ? (
                  <>
                    <td className="token-costs__bar">
                      <span style={{ width: `${top > 0 ? (workload.costPerMtok.output / top) * 100 : 0}%` }} />
                    </td>
                    <td className="value">
                      {money(workload.costPerMtok.output)} <TierMark tier={workload.tier} />
                    </td>
                    <td>{money(workload.costPerMtok.input)}</td>
                    <td>{money(workload.costPerMtok.cached)}</td>
                  </>
                ) : (
                  <td colSpan={4} className="token-costs__absent">
                    {workload.verdict === 'withheld'
                      ? 'withheld'
                      : workload.verdict === 'overloaded'
                        ? 'overloaded, no price per token'
                        : 'no price'}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
};
