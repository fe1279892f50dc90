/** The number of issues beside the tabs, and all of them in a card; each leads to the thing it speaks of. */
import type { Issue, Severity } from '../../src/issues/issue.ts';
import { useResultsStore } from '../state/results-store.ts';
import { useSessionStore, type Selection } from '../state/session-store.ts';
import { IssueNote } from '../ui/issue-note.tsx';
import { Light } from '../ui/light.tsx';
import { Popover } from '../ui/popover.tsx';
import './issue-list.css';

const NONE: readonly Issue[] = [];
const ORDER: readonly Severity[] = ['refusal', 'warning', 'note'];

/** `deployments/d1/serving` leads to the pool d1. */
export const selectionOf = (path: string): Selection | null => {
  const [kind, id, part, position] = path.split('/');
  if (id === undefined) return null;
  if (kind === 'deployments') return { kind: 'deployment', deploymentId: id };
  if (kind === 'workloads') return { kind: 'workload', workloadId: id };
  if (kind === 'systems') return { kind: 'system', systemId: id };
  if (kind !== 'sites') return null;
  return part === 'positions' && position !== undefined
    ? { kind: 'rack', siteId: id, position: Number(position) }
    : { kind: 'site', siteId: id };
};

export const IssueList = () => {
  const issues = useResultsStore((state) => state.evaluation?.issues ?? NONE);
  const select = useSessionStore((state) => state.select);
  if (issues.length === 0) return <span className="dock-tabs__issues">no issues</span>;
  const worst = ORDER.find((severity) => issues.some((issue) => issue.severity === severity)) ?? 'note';
  const sorted = issues.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return (
    <Popover
      label="Issues of the plan"
      align="end"
      button={{
        kind: 'quiet',
        small: true,
        children: (
          <span className="dock-tabs__issues">
            <Light state={worst === 'refusal' ? 'missed' : worst === 'warning' ? 'tight' : 'none'} label={worst} />
            {issues.length} {issues.length === 1 ? 'issue' : 'issues'}
          </span>
        ),
      }}
    >
      {(close) => (
        <ul className="issue-list">
          {sorted.map((issue, index) => {
            const selection = selectionOf(issue.path);
            return (
              <li key={`${issue.code} ${issue.path} ${index}`}>
                <IssueNote issue={issue} />
                {selection && (
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => {
                      select(selection);
                      close();
                    }}
                  >
                    Show
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Popover>
  );
};
