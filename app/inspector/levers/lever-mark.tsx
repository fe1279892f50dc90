/** The mark beside a lever: a button that opens what is known of it. */
import { Peek } from '../../ui/peek.tsx';
import { TierMark } from '../../ui/trust-mark.tsx';
import { LeverCard, leverFor } from './lever-card.tsx';

interface LeverMarkProps {
  /** Of the table of levers. */
  readonly id: string;
  readonly label: string;
}

export const LeverMark = ({ id, label }: LeverMarkProps) => {
  const lever = leverFor(id);
  if (!lever) return null;
  return (
    <Peek
      className="source-mark"
      label={`About ${label}`}
      face={
        <>
          <span className="visually-hidden">About {label}: </span>
          <TierMark tier={lever.tier} />
        </>
      }
    >
      {() => <LeverCard lever={lever} />}
    </Peek>
  );
};
