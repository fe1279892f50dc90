/** The claims desk: published claims beside what the planner computes for them, now and on this machine. */
import { useEffect, useRef, useState } from 'react';
import type { ClaimId } from '../../src/validation/claims/claim.ts';
import { CLAIMS } from '../../src/validation/claims/statements.ts';
import { useClaimsStore } from '../state/claims-store.ts';
import { Button } from '../ui/button.tsx';
import { ClaimDetail } from './claim-detail.tsx';
import { ClaimList } from './claim-list.tsx';
import './claims.css';

const IDS: readonly ClaimId[] = CLAIMS.map(({ id }) => id);

export interface ClaimsPageProps {
  /** Where the page was opened from: "the plan" or "the first page". */
  readonly backTo: string;
  readonly onClose: () => void;
  readonly onOpenExample: (id: string) => void;
}

const ClaimsPage = ({ backTo, onClose, onOpenExample }: ClaimsPageProps) => {
  const answers = useClaimsStore((state) => state.answers);
  const status = useClaimsStore((state) => state.status);
  const failure = useClaimsStore((state) => state.failure);
  const start = useClaimsStore((state) => state.start);
  const cancel = useClaimsStore((state) => state.cancel);
  const [chosen, setChosen] = useState<ClaimId>(IDS[0] ?? 'hopper-blackwell');
  const heading = useRef<HTMLHeadingElement>(null);
  const detail = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void start(IDS);
    heading.current?.focus({ preventScroll: true });
    return cancel;
  }, [start, cancel]);
  useEffect(() => {
    const leave = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose();
    };
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, [onClose]);
  const choose = (id: ClaimId): void => {
    setChosen(id);
    // One above the other, the chosen claim is out of sight.
    if (window.matchMedia('(max-width: 1023px)').matches) detail.current?.scrollIntoView();
    else detail.current?.scrollTo(0, 0);
  };
  const statement = CLAIMS.find(({ id }) => id === chosen);
  return (
    <div className="claims">
      <div className="claims__bar">
        <h1 ref={heading} tabIndex={-1}>
          Claims desk
        </h1>
        <span className="claims__lead">published claims, each computed anew on this machine</span>
        <span className="claims__state" role="status">
          <span>
            {status === 'failed' ? `The run stopped: ${failure}.` : `${answers.size} of ${IDS.length} computed`}
          </span>
          {status === 'running' && (
            <Button small onClick={cancel}>
              Cancel
            </Button>
          )}
          {(status === 'cancelled' || status === 'failed') && (
            <Button small onClick={() => void start(IDS)}>
              Compute the rest
            </Button>
          )}
        </span>
        <Button icon="close" onClick={onClose}>
          Back to {backTo}
        </Button>
      </div>
      <div className="claims__body">
        <div className="claims__list scrolls">
          <ClaimList answers={answers} chosen={chosen} running={status === 'running'} onChoose={choose} />
          <p className="claims__foot">
            The square is the published figure, the tick is ours, on a scale from a tenth to ten times. Within a quarter
            counts as agreement. A claim names no configuration; each is computed for the one described beside it.
          </p>
        </div>
        <div className="claims__detail scrolls" ref={detail}>
          {statement && (
            <ClaimDetail statement={statement} answer={answers.get(chosen)} onOpenExample={onOpenExample} />
          )}
        </div>
      </div>
    </div>
  );
};

export default ClaimsPage;
