/** The chosen plan, the best under the SLA, and the two points beside the chosen one. */
import type { ReactNode } from 'react';
import type { Tier } from '../../src/calibration/tier.ts';
import { layoutWords } from '../../src/performance/layout.ts';
import type { FrontierBest } from '../../src/search/frontier-types.ts';
import { significant, whole } from '../../src/units/significant.ts';
import type { FrontierTerms } from '../state/frontier-store.ts';
import { Button } from '../ui/button.tsx';
import { TierMark } from '../ui/trust-mark.tsx';
import { formatWords, ratioWords, wordsOf, type ConfigurationWords } from './configuration-words.ts';
import type { Neighbours } from './neighbours.ts';
import { gapText, perUser, seconds } from './numbers.ts';
import type { Spot } from './spots.ts';
import { figure, figureText, perWord, UPWARDS, type Chip, type Upward } from './upward.ts';

interface RowProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly unit?: string;
  readonly tier?: Tier;
}

const Row = ({ name, children, unit, tier }: RowProps) => (
  <div className="plan-row">
    <dt>{name}</dt>
    <dd>
      <b>{children}</b> {unit && <span className="unit">{unit}</span>}
    </dd>
    <dd className="plan-row__mark">{tier && <TierMark tier={tier} />}</dd>
  </div>
);

interface ChosenProps {
  readonly spot: Spot;
  readonly terms: FrontierTerms;
  readonly tier: Tier;
  readonly chip: Chip;
}

export const ChosenFigures = ({ spot, terms, tier, chip }: ChosenProps) => {
  const { configuration } = spot;
  const { layout, prefillLayout, ffn, precision, technique } = configuration;
  return (
    <dl>
      <Row name="To one user" unit="tok/s" tier={tier}>
        {significant(spot.perUser)}
      </Row>
      {UPWARDS.map((upward) => {
        const value = spot.up[upward];
        const name = { gpu: `Per ${chip}`, kilowatt: 'Per kW at the meter', dollar: 'Per dollar' }[upward];
        if (Number.isNaN(value))
          return (
            <Row key={upward} name={name}>
              {upward === 'dollar' ? 'no price' : 'not stated'}
            </Row>
          );
        const parts = figure(upward, value);
        return (
          <Row key={upward} name={name} unit={parts.unit} tier={tier}>
            {parts.value}
          </Row>
        );
      })}
      <Row name={ffn ? 'Prefill : attention' : 'Prefill : decode'}>{ratioWords(configuration)}</Row>
      <Row name={ffn ? 'Attention layout' : prefillLayout ? 'Decode layout' : 'Layout'}>{layoutWords(layout)}</Row>
      {prefillLayout && <Row name="Prefill layout">{layoutWords(prefillLayout)}</Row>}
      {ffn && <Row name="FFN">{ffn.layout ? layoutWords(ffn.layout) : `${whole(ffn.count)} parts`}</Row>}
      <Row name="Formats">{formatWords(terms.choices.precisions[precision]?.label ?? '')}</Row>
      <Row name="Draft tokens">
        {terms.choices.techniques[technique]?.techniques.speculation
          ? terms.choices.techniques[technique].label
          : 'none'}
      </Row>
      <Row name="In flight" unit="seq">
        {spot.inFlight < 10 ? significant(spot.inFlight) : whole(spot.inFlight)}
      </Row>
    </dl>
  );
};

interface BestProps {
  readonly best: FrontierBest;
  readonly terms: FrontierTerms;
  readonly tier: Tier;
  readonly chip: Chip;
  readonly onUse: () => void;
}

export const BestFigures = ({ best, terms, tier, chip, onUse }: BestProps) => {
  const words = wordsOf(terms, best.configuration, chip);
  const { ttftSeconds, tpotSeconds } = best;
  return (
    <>
      <p>
        {words.rack && <>{words.rack}. </>}
        {words.mode}; {words.decode}
        {words.prefill && `; ${words.prefill}`}
        {words.ffn && `; ${words.ffn}`}; {words.formats}; {words.drafts}.
      </p>
      <dl>
        <Row name={`Per ${chip}, inside the SLA`} unit="tok/s" tier={tier}>
          {significant(best.slaTokensPerSecondPerAccelerator)}
        </Row>
        <Row name="To one user at that load" unit="tok/s" tier={tier}>
          {significant(best.tokensPerSecondPerUser)}
        </Row>
        {ttftSeconds && <Row name="TTFT p99">{seconds(ttftSeconds[2])}</Row>}
        {tpotSeconds && <Row name="TPOT p99">{seconds(tpotSeconds[2])}</Row>}
      </dl>
      <Button small onClick={onUse}>
        Use this
      </Button>
    </>
  );
};

interface NeighboursProps {
  readonly neighbours: Neighbours;
  readonly chosen: Spot;
  readonly terms: FrontierTerms;
  readonly upward: Upward;
  readonly chip: Chip;
  readonly onUse: (spot: Spot) => void;
}

export const NeighbourLines = ({ neighbours, chosen, terms, upward, chip, onUse }: NeighboursProps) => {
  const lines = [
    ['Faster for one user', neighbours.faster],
    ['Cheaper', neighbours.cheaper],
  ] as const;
  return lines.map(
    ([name, spot]) =>
      spot && (
        <div key={name} className="neighbour">
          <p>
            <b>{name}:</b> {perUser(spot.perUser)}, {figureText(upward, spot.up[upward])} {perWord(upward, chip)}
            {costWords(spot, chosen)}. {modeAndLayout(wordsOf(terms, spot.configuration, chip))}
            {spot.misses.length > 0 && `; misses ${spot.misses.join(' and ')}`}.
          </p>
          <Button small aria-label={`Use: ${name}`} onClick={() => onUse(spot)}>
            Use
          </Button>
        </div>
      ),
  );
};

const modeAndLayout = ({ mode, decode }: ConfigurationWords): string => `${mode}, ${decode}`;

/** A dollar buys fewer tokens where a token costs more. */
const costWords = (spot: Spot, chosen: Spot): string =>
  spot.up.dollar > 0 && chosen.up.dollar > 0 ? `, ${gapText(1 / spot.up.dollar, 1 / chosen.up.dollar)} cost` : '';
