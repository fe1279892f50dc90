/** What the signs and the keys mean, in one dialog. */
import { useState } from 'react';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Light } from '../ui/light.tsx';
import { TierMark } from '../ui/trust-mark.tsx';
import './help.css';

const TIERS = [
  { tier: 'measured', text: 'a published measurement of this very configuration' },
  { tier: 'calibrated', text: 'inside the range of data the model was fitted to' },
  { tier: 'estimated', text: 'from datasheets alone, no measurement near' },
  { tier: 'withheld', text: 'no answer, and the reason is an issue' },
] as const;

const LIGHTS = [
  { state: 'met', text: 'the target holds' },
  { state: 'tight', text: 'within 10 % of its limit' },
  { state: 'missed', text: 'missed' },
] as const;

const KEYS = [
  ['Enter', 'pick up a rack from the palette, then arrows walk the positions and Enter drops it'],
  ['Escape', 'put back what is in hand, or leave the expanded answers'],
  ['Ctrl Z, Ctrl Shift Z', 'undo, redo'],
  ['Arrows in a chart', 'move the crosshair; Enter pins it, T shows the table'],
] as const;

const HelpButton = () => {
  const [open, setOpen] = useState(false);
  const show = useSessionStore((state) => state.show);
  return (
    <>
      <Button kind="quiet" icon="help" label="Signs and keys" onClick={() => setOpen(true)} />
      <Dialog open={open} title="Signs and keys" onClose={() => setOpen(false)}>
        <dl className="help">
          {TIERS.map(({ tier, text }) => (
            <div key={tier}>
              <dt>
                <TierMark tier={tier} /> {tier}
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
          {LIGHTS.map(({ state, text }) => (
            <div key={state}>
              <dt>
                <Light state={state} /> SLA light
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
          {KEYS.map(([key, text]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <p className="help-note">
          TPOT is the mean time per output token after the first: (E2E − TTFT) ÷ (tokens out − 1). Times of day are UTC.
        </p>
        <p className="help-note">
          <Button
            onClick={() => {
              setOpen(false);
              show('claims');
            }}
          >
            Claims desk: published claims, computed anew
          </Button>
        </p>
      </Dialog>
    </>
  );
};

export default HelpButton;
