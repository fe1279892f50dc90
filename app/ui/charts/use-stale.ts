/** Whether the answers on screen belong to an older revision, and since long enough to say so (150 ms). */
import { useEffect, useState } from 'react';
import { useResultsStore } from '../../state/results-store.ts';
import { useScenarioStore } from '../../state/scenario-store.ts';

/** Faster answers show nothing: a flash would read as a change. */
const PATIENCE_MS = 150;

export interface Stale {
  readonly stale: boolean;
  /** "rev 40 · computing rev 41", or that rev 41 has no answer; null while there is nothing to say. */
  readonly label: string | null;
}

export const useStale = (): Stale => {
  const shown = useResultsStore((state) => state.revision);
  const failed = useResultsStore((state) => state.failure !== null && state.computingSince === null);
  const answered = useResultsStore((state) => state.evaluation !== null);
  const wanted = useScenarioStore((state) => state.revision);
  const behind = answered && shown !== wanted;
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    setPatient(true);
    if (!behind) return;
    const timer = setTimeout(() => setPatient(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [behind]);
  const stale = behind && !patient;
  const why = failed ? `no answer to rev ${wanted}` : `computing rev ${wanted}`;
  return { stale, label: stale ? `rev ${shown} · ${why}` : null };
};
