/** What of the prompts is found again at the peak hour, and where: the outcome of prefix caching and KV tiers. */
import type { ReuseAnswer } from '../../../src/evaluate/part-answer.ts';
import { seconds, text } from '../../../src/units/format.ts';
import { quantity } from '../../../src/units/quantity.ts';
import { whole } from '../../../src/units/significant.ts';
import { Figure } from '../cost-section.tsx';
import { Row } from '../section.tsx';

const TIER_NAMES = {
  hbm: 'in accelerator memory',
  host: 'in host memory',
  'pooled-memory': 'in pooled memory',
  'local-nvme': 'on local NVMe',
  'storage-rack': 'in storage racks',
} as const;

export const ReuseRows = ({ reuse }: { readonly reuse: ReuseAnswer }) => (
  <>
    <Row label="Found again, a request" title={`of the tokens an unlimited cache would find; ${reuse.basis}`}>
      <Figure parts={{ value: whole(reuse.cachedTokens), unit: `of ${whole(reuse.achievableTokens)} tok` }} />
    </Row>
    {reuse.byTier.map(({ tier, kind, hitTokens, choice, retentionSeconds }) => (
      <Row
        key={tier}
        label={TIER_NAMES[kind]}
        title={`${choice}; kept ${text(seconds(quantity<'s'>(retentionSeconds)))} after its last use`}
      >
        <Figure parts={{ value: whole(hitTokens), unit: `tok, ${choice}` }} />
      </Row>
    ))}
    {reuse.missing.length > 0 && <p className="inspector-refused">Not published: {reuse.missing.join(', ')}.</p>}
  </>
);
