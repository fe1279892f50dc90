/** The mark of a catalogue figure beside a field: a button that opens its source. */
import { useSource } from '../../state/provenance.ts';
import { Peek } from '../../ui/peek.tsx';
import { ConfidenceMark } from '../../ui/trust-mark.tsx';
import { SourceCard } from './source-card.tsx';
import './figures.css';

export const SourceMark = ({ label, path }: { readonly label: string; readonly path: string }) => {
  const { state, provenance } = useSource(path, true);
  return (
    <Peek
      className="source-mark"
      label={`Source of ${label}`}
      face={
        <>
          <span className="visually-hidden">Source of {label}: </span>
          {state === 'here' && <ConfidenceMark confidence={provenance?.confidence ?? null} />}
        </>
      }
    >
      {() => <SourceCard path={path} />}
    </Peek>
  );
};
