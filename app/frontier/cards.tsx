/** What is known of the point at hand: a configuration of ours, or a published run with ours beside it. */
import { useLayoutEffect, useRef, type CSSProperties, type ReactNode } from 'react';
import type { Tier } from '../../src/calibration/tier.ts';
import { significant } from '../../src/units/significant.ts';
import type { Ours, OverlayPoint } from '../state/frontier-measured.ts';
import type { FrontierTerms } from '../state/frontier-store.ts';
import { TierMark } from '../ui/trust-mark.tsx';
import { formatWords, inFlightWords, wordsOf } from './configuration-words.ts';
import { gapText, perUser, seconds } from './numbers.ts';
import type { Spot } from './spots.ts';
import { figureText, perWord, UPWARDS, type Chip, type Upward } from './upward.ts';
import '../ui/charts/hover-card.css';
import './cards.css';

interface CardProps {
  readonly style: CSSProperties;
  /** Little height: what matters most. */
  readonly low: boolean;
  /** Hears how tall it is: its size decides where it may stand. */
  readonly onHeight: (height: number) => void;
  readonly children: ReactNode;
}

export const Card = ({ style, low, onHeight, children }: CardProps) => {
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (card.current) onHeight(card.current.offsetHeight);
  });
  return (
    <div ref={card} className="hover-card frontier-card" data-low={low} style={style} aria-hidden="true">
      {children}
    </div>
  );
};

interface SpotCardProps {
  readonly spot: Spot;
  readonly terms: FrontierTerms;
  readonly upward: Upward;
  readonly tier: Tier;
  readonly chip: Chip;
}

export const SpotCard = ({ spot, terms, upward, tier, chip }: SpotCardProps) => {
  const words = wordsOf(terms, spot.configuration, chip);
  return (
    <>
      <p className="hover-card__title">{words.mode}</p>
      {words.rack && <p>{words.rack}</p>}
      <p>{words.decode}</p>
      {words.prefill && <p>{words.prefill}</p>}
      {words.ffn && <p>{words.ffn}</p>}
      <p>{words.formats}</p>
      <p>
        {words.drafts}, {inFlightWords(spot.inFlight)} on {words.accelerators}
      </p>
      <dl>
        <div>
          <dt>to one user</dt>
          <dd>
            {perUser(spot.perUser)} <TierMark tier={tier} />
          </dd>
        </div>
        {[upward, ...UPWARDS.filter((one) => one !== upward)]
          .filter((one) => !Number.isNaN(spot.up[one]))
          .map((one) => (
            <div key={one}>
              <dt>{perWord(one, chip)}</dt>
              <dd>
                {figureText(one, spot.up[one])} <TierMark tier={tier} />
              </dd>
            </div>
          ))}
        <div>
          <dt>TTFT, nobody waiting</dt>
          <dd>
            {seconds(spot.ttft)} <TierMark tier={tier} />
          </dd>
        </div>
      </dl>
      {spot.misses.length > 0 && (
        <p className="hover-card__note">
          <b>Misses {spot.misses.join(' and ')}.</b>
        </p>
      )}
      <p className="hover-card__note frontier-card__aside">Click or Enter uses it.</p>
    </>
  );
};

interface RunCardProps {
  readonly run: OverlayPoint;
  readonly ours: Ours | undefined;
  readonly chip: Chip;
}

export const RunCard = ({ run, ours, chip }: RunCardProps) => {
  const { point, tokensPerSecondPerUser, tokensPerSecondPerAccelerator, rateStated } = run;
  const answer = ours && 'tier' in ours ? ours : null;
  const rows = [
    ['tok/s to one user', tokensPerSecondPerUser, answer?.tokensPerSecondPerUser],
    [`tok/s per ${chip}`, tokensPerSecondPerAccelerator, answer?.tokensPerSecondPerAccelerator],
  ] as const;
  return (
    <>
      <p className="hover-card__title">
        Measured, {point.accelerators === null ? '' : `${significant(point.accelerators)} `}
        {point.acceleratorName} <TierMark tier="measured" />
      </p>
      <p>
        {point.engineName}, {formatWords(point.how)}
        {point.users === null ? '' : `, ${inFlightWords(point.users)}`}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col" />
            <th scope="col">measured</th>
            <th scope="col">ours</th>
            <th scope="col">gap</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, measured, own]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <b>{significant(measured)}</b>
              </td>
              <td>{own === undefined ? '' : significant(own)}</td>
              <td>{own === undefined ? '' : gapText(own, measured)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="hover-card__note">{oursWords(run, ours)}</p>
      <p className="hover-card__note frontier-card__aside">
        {!rateStated && 'The rate follows from users, TTFT and TPOT: none is published. '}
        {point.citation}
      </p>
    </>
  );
};

const oursWords = ({ tokensPerSecondPerUser: measured }: OverlayPoint, ours: Ours | undefined): string => {
  if (!ours) return 'Ours is being computed.';
  if ('refusal' in ours) return `No answer of ours: ${ours.refusal}.`;
  if (!ours.band) return `Ours is ${ours.tier}.`;
  const [low, high] = ours.band;
  const inside = measured >= low && measured <= high;
  return `${inside ? 'Inside' : 'Outside'} our band, ${significant(low)} to ${significant(high)} tok/s to one user.`;
};
