/** A verdict as a sign and its word. */
import type { ClaimVerdict } from '../../src/validation/claims/claim.ts';
import { Light, type LightState } from '../ui/light.tsx';

const LIGHTS: Readonly<Record<ClaimVerdict, LightState>> = {
  agrees: 'met',
  'borne out': 'met',
  'ours is lower': 'tight',
  'ours is higher': 'tight',
  'not supported': 'missed',
  'no answer': 'none',
};

export const Verdict = ({ verdict }: { readonly verdict: ClaimVerdict }) => (
  <span className="claim-verdict">
    <Light state={LIGHTS[verdict]} label={verdict} /> {verdict}
  </span>
);
