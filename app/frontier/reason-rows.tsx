/** A row per reason: its sign on the drawing, how many, and a bar beside the others. */
import { whole } from '../../src/units/significant.ts';
import type { Reason, Sign } from './reasons.ts';
import './reason-rows.css';

const SignMark = ({ sign }: { readonly sign: Sign }) => (
  <svg className={`sign sign--${sign}`} width="9" height="9" viewBox="0 0 9 9" aria-hidden="true">
    {sign === 'dot' && <circle cx="4.5" cy="4.5" r="1.8" />}
    {sign === 'cross' && <path d="M1.5 1.5l6 6m0-6l-6 6" />}
    {(sign === 'circle' || sign === 'ring') && <circle cx="4.5" cy="4.5" r="3" />}
  </svg>
);

export const ReasonRows = ({ reasons }: { readonly reasons: readonly Reason[] }) => {
  const most = Math.max(1, ...reasons.map(({ count }) => count));
  return (
    <ul className="reasons">
      {reasons.map(({ id, sign, name, count, note }) => (
        <li key={id} className="reason">
          <SignMark sign={sign} />
          <span className="reason__name">{name}</span>
          <b>{whole(count)}</b>
          <span className="reason__track">
            <span className={`reason__bar sign--${sign}`} style={{ width: `${(100 * count) / most}%` }} />
          </span>
          {note !== null && <span className="reason__note">{note}</span>}
        </li>
      ))}
    </ul>
  );
};
