/** An empty box for a number nobody published, or that a person wants to replace: number, unit, Set. */
import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';

interface OwnFigureProps {
  readonly label: string;
  /** What stands in the empty box: `no price`. */
  readonly absent: string;
  /** As typed; the caller converts. */
  readonly unit: string;
  readonly min?: number;
  readonly onSet: (value: number) => void;
}

export const OwnFigure = ({ label, absent, unit, min = 0, onSet }: OwnFigureProps) => {
  const id = useId();
  const [text, setText] = useState('');
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const legal = Number.isFinite(value) && value >= min;
  return (
    <form
      className="own-figure"
      onSubmit={(event) => {
        event.preventDefault();
        if (!legal) return;
        onSet(value);
        setText('');
      }}
    >
      <label htmlFor={id}>{label}</label>
      <span className="own-figure__box">
        <input
          id={id}
          inputMode="decimal"
          value={text}
          placeholder={absent}
          aria-invalid={text.trim() !== '' && !legal}
          onChange={(event) => setText(event.target.value)}
        />
        {unit !== '' && <span className="unit">{unit}</span>}
      </span>
      <Button small type="submit" disabled={!legal} aria-label={`Set ${label}`}>
        Set
      </Button>
    </form>
  );
};
