/** The issues of one thing, with the way out of each. */
import { useShallow } from 'zustand/react/shallow';
import { useResultsStore } from '../state/results-store.ts';
import { IssueNote } from '../ui/issue-note.tsx';

export const IssuesSection = ({ path }: { readonly path: string }) => {
  const issues = useResultsStore(
    useShallow(
      (state) =>
        state.evaluation?.issues.filter((issue) => issue.path === path || issue.path.startsWith(`${path}/`)) ?? [],
    ),
  );
  if (issues.length === 0) return null;
  return (
    <section className="inspector-section" aria-label="Issues">
      {issues.map((issue, index) => (
        <IssueNote key={`${issue.code} ${index}`} issue={issue} />
      ))}
    </section>
  );
};
