/** How far a question is, and a way to stop it, once it takes longer than a person would call at once. */
import { useEffect, useState } from 'react';
import type { OutlookState } from '../state/outlook-store.ts';
import { Button } from '../ui/button.tsx';
import './run-progress.css';

/** Shorter runs show nothing: a flash would read as a change. */
const PATIENCE_MS = 300;

type Run = Pick<OutlookState<unknown>, 'status' | 'step' | 'total' | 'failure' | 'cancel'>;

export const RunProgress = ({ run }: { readonly run: Run }) => {
  const { status, step, total, failure, cancel } = run;
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    setPatient(true);
    if (status !== 'running') return;
    const timer = setTimeout(() => setPatient(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [status]);
  if (status === 'failed')
    return (
      <span className="run-progress" role="alert">
        {failure}
      </span>
    );
  if (status === 'cancelled')
    return <span className="run-progress">stopped; a change of the plan starts it again</span>;
  if (status !== 'running' || patient) return null;
  return (
    <span className="run-progress">
      {total === null ? 'starting' : `${step} of ${total}`}
      <Button small kind="link" onClick={cancel}>
        Cancel
      </Button>
    </span>
  );
};
