/** All claims as a list to choose from: what was published, what we get, and how far apart the two are. */
import type { ClaimAnswer, ClaimId } from '../../src/validation/claims/claim.ts';
import { figureText } from '../../src/validation/claims/figure-text.ts';
import { CLAIMS } from '../../src/validation/claims/statements.ts';
import { TierMark } from '../ui/trust-mark.tsx';
import { GapTrack } from './gap-track.tsx';
import { Verdict } from './verdict.tsx';

interface ClaimListProps {
  readonly answers: ReadonlyMap<ClaimId, ClaimAnswer>;
  readonly chosen: ClaimId;
  readonly running: boolean;
  readonly onChoose: (id: ClaimId) => void;
}

export const ClaimList = ({ answers, chosen, running, onChoose }: ClaimListProps) => (
  <ul className="claim-list" aria-label="Claims">
    {CLAIMS.map(({ id, title }) => {
      const answer = answers.get(id);
      return (
        <li key={id}>
          <button type="button" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
            <span className="claim-list__title">{title}</span>
            {answer ? (
              <Line answer={answer} />
            ) : (
              <span className="claim-list__wait">{running ? 'to be computed' : 'not computed'}</span>
            )}
          </button>
        </li>
      );
    })}
  </ul>
);

const Line = ({ answer }: { readonly answer: ClaimAnswer }) => {
  const [headline] = answer.figures;
  if (!headline) return null;
  const { ours, published, unit } = headline;
  return (
    <span className="claim-list__line">
      <span className="claim-list__figures">
        <b>{figureText(ours, unit)}</b> <TierMark tier={answer.tier} />
        {published !== null && <span> of {figureText(published, unit)}</span>}
      </span>
      <GapTrack gap={answer.gap} />
      <Verdict verdict={answer.verdict} />
    </span>
  );
};
