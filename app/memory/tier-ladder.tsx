/** Where prompts are found again: the share of hits in each tier, what it holds, for how long, and how full its link is. */
import type { Tier } from '../../src/calibration/tier.ts';
import type { GroupAnswer } from '../../src/evaluate/evaluation.ts';
import type { ReuseAnswer } from '../../src/evaluate/part-answer.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { bytes, seconds, text } from '../../src/units/format.ts';
import { quantity } from '../../src/units/quantity.ts';
import { FigureFrame } from '../ui/charts/figure-frame.tsx';
import { TierMark } from '../ui/trust-mark.tsx';
import { share } from './figures.ts';
import { choiceWords, tierName, type TierUse } from './tiers.ts';
import './tier-ladder.css';

interface TierLadderProps {
  readonly name: string;
  readonly group: GroupAnswer & { readonly reuse: ReuseAnswer };
  readonly scenario: Scenario | null;
}

const TIERS: Readonly<Record<ReuseAnswer['basis'], Tier>> = {
  measured: 'measured',
  derived: 'calibrated',
  assumed: 'estimated',
};

const held = (use: TierUse): string => (use.bytes > 0 ? text(bytes(quantity<'B'>(use.bytes))) : 'none');

const kept = ({ retentionSeconds }: TierUse): string =>
  Number.isFinite(retentionSeconds) ? text(seconds(quantity<'s'>(retentionSeconds))) : 'for good';

export const TierLadder = ({ name, group: { reuse }, scenario }: TierLadderProps) => {
  const { byTier, achievableTokens, cachedTokens, basis, missing } = reuse;
  const found = achievableTokens > 0 ? cachedTokens / achievableTokens : 0;
  return (
    <FigureFrame
      title="Where prompts are found again"
      subtitle={`${name}: ${share(found)} of what an unlimited cache would find, one instance at the peak hour`}
      description={byTier
        .map((use) => `${tierName(scenario, use)}: ${share(use.hitShare)} of the hits, ${choiceWords(use)}.`)
        .join(' ')}
      samples={{
        axis: 'Tier',
        positions: byTier.map((_, index) => index),
        at: (index) => {
          const use = byTier[index];
          if (!use) return { label: '', rows: [] };
          return {
            label: tierName(scenario, use),
            tier: TIERS[basis],
            rows: [
              { name: 'Share of hits', value: share(use.hitShare) },
              { name: 'Held', value: held(use) },
              { name: 'Kept for', value: kept(use) },
              { name: 'Link load', value: share(use.linkLoad) },
              { name: 'Fetch', value: text(seconds(quantity<'s'>(use.fetchSeconds))) },
              { name: 'Compute again', value: text(seconds(quantity<'s'>(use.recomputeSeconds))) },
              { name: 'What happens', value: choiceWords(use) },
            ],
          };
        },
      }}
    >
      <div className="tiers scrolls" role="region" tabIndex={0} aria-label="Where prompts are found again, by tier">
        <table>
          <thead>
            <tr>
              <th scope="col">Tier</th>
              <th scope="col" colSpan={2}>
                share of hits
              </th>
              <th scope="col">held</th>
              <th scope="col">kept for</th>
              <th scope="col">link</th>
              <th scope="col">what happens</th>
            </tr>
          </thead>
          <tbody>
            {byTier.map((use) => (
              <tr key={use.tier}>
                <th scope="row">{tierName(scenario, use)}</th>
                <td className="tiers__bar">
                  <span style={{ width: `${Math.min(1, use.hitShare) * 100}%` }} />
                </td>
                <td className="value">{share(use.hitShare)}</td>
                <td>{held(use)}</td>
                <td>{kept(use)}</td>
                <td>{use.kind === 'hbm' ? '–' : share(use.linkLoad)}</td>
                <td className="tiers__choice">{choiceWords(use)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="tiers__note">
          <TierMark tier={TIERS[basis]} /> return times of sessions {basis}
          {missing.length > 0 && `; not stated: ${missing.join(', ')}`}
        </p>
      </div>
    </FigureFrame>
  );
};
