/** SLA light: disc met, triangle within 10 % of its limit, crossed square missed, dashed ring where there is no answer. */
import './trust-mark.css';

export type LightState = 'met' | 'tight' | 'missed' | 'none';

const WORDS: Readonly<Record<LightState, string>> = {
  met: 'met',
  tight: 'within 10 % of its limit',
  missed: 'missed',
  none: 'no answer',
};

export const Light = ({ state, label }: { readonly state: LightState; readonly label?: string }) => (
  <svg className="light" width="9" height="9" viewBox="0 0 9 9" role="img" aria-label={label ?? WORDS[state]}>
    {state === 'met' && <circle className="light-met" cx="4.5" cy="4.5" r="4" />}
    {state === 'tight' && <path className="light-tight" d="M4.5 .6L8.7 8.2H.3Z" />}
    {state === 'missed' && (
      <>
        <rect className="light-missed" x=".6" y=".6" width="7.8" height="7.8" />
        <path className="light-cross" d="M2.4 2.4L6.6 6.6M6.6 2.4L2.4 6.6" />
      </>
    )}
    {state === 'none' && <circle className="light-none" cx="4.5" cy="4.5" r="3.5" />}
  </svg>
);
