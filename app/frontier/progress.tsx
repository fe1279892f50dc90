/** How far the search is, and a way to stop it, once it takes longer than a person would call at once. One for each search. */
import { useEffect, useState } from 'react';
import { percent, text } from '../../src/units/format.ts';
import type { FrontierState } from '../state/frontier-store.ts';
import { Button } from '../ui/button.tsx';

/** Shorter searches show nothing: a flash would read as a change. */
const PATIENCE_MS = 300;

interface ProgressProps {
  readonly store: Pick<FrontierState, 'status' | 'done' | 'failure' | 'cancel' | 'again'>;
  /** The search is about the pool in view. */
  readonly shown: boolean;
}

export const Progress = ({ store, shown }: ProgressProps) => {
  const { status, done, failure, cancel, again } = store;
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    setPatient(true);
    if (status !== 'running') return;
    const timer = setTimeout(() => setPatient(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [status]);
  if (!shown) return null;
  const share = text(percent(Math.floor(done * 100) / 100));
  if (status === 'running')
    return patient ? null : (
      <span className="frontier__state">
        {share} searched
        <Button small kind="link" onClick={cancel}>
          Cancel
        </Button>
      </span>
    );
  if (status === 'cancelled' || status === 'failed')
    return (
      <span className="frontier__state" role={status === 'failed' ? 'alert' : undefined}>
        {status === 'failed' ? failure : `stopped at ${share}`}
        <Button small kind="link" onClick={again}>
          Search again
        </Button>
      </span>
    );
  return null;
};
