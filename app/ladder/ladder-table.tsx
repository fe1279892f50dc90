/** The ladder itself: a row per lever with its switch, its bar on the logarithmic scale of rates, and its figures. */
import type { CSSProperties } from 'react';
import type { LadderFigures } from '../../src/evaluate/ladder.ts';
import type { LeverId } from '../../src/evaluate/ladder-levers.ts';
import { Light, type LightState } from '../ui/light.tsx';
import { TierMark } from '../ui/trust-mark.tsx';
import { placeOf, ticksOf, wordsOf, type Rung, type RateScale } from './rungs.ts';

interface LadderTableProps {
  readonly rungs: readonly Rung[];
  readonly scale: RateScale | null;
  readonly onToggle: (id: LeverId) => void;
}

type At = CSSProperties & { '--within': string; '--most': string };

const LIGHTS: Readonly<Record<LadderFigures['verdict'], LightState>> = {
  stable: 'met',
  idle: 'met',
  backlogged: 'missed',
  overloaded: 'missed',
  withheld: 'none',
};

export const LadderTable = ({ rungs, scale, onToggle }: LadderTableProps) => (
  <div className="ladder scrolls" role="region" tabIndex={0} aria-label="Levers one after the other">
    <table>
      <thead>
        <tr>
          <th scope="col">Lever</th>
          <th scope="col">What it changes</th>
          <th scope="col" className="ladder__track">
            {scale && <Ticks scale={scale} />}
          </th>
          <th scope="col">Within targets</th>
          <th scope="col">Gain</th>
          <th scope="col">TTFT p95</th>
          <th scope="col">TPOT p95</th>
          <th scope="col">Per Mtok out</th>
          <th scope="col">Per token</th>
          <th scope="col">At the plan&apos;s demand</th>
        </tr>
      </thead>
      <tbody>
        {rungs.map((rung) => (
          <RungRow key={rung.id} rung={rung} scale={scale} onToggle={onToggle} />
        ))}
      </tbody>
    </table>
  </div>
);

const Ticks = ({ scale }: { readonly scale: RateScale }) => (
  <>
    {ticksOf(scale)
      .slice(0, -1)
      .map(({ at, words }) => (
        <span key={words} className="ladder__tick" style={{ left: `${at * 100}%` }}>
          {words}
        </span>
      ))}
  </>
);

const RungRow = ({ rung, scale, onToggle }: { readonly rung: Rung } & Omit<LadderTableProps, 'rungs'>) => {
  const { id, name, row, leftOut, fresh } = rung;
  const refused = row?.refused ?? null;
  return (
    <tr data-out={leftOut} data-refused={refused !== null} data-waiting={!leftOut && !fresh}>
      <th scope="row">
        {id === 'start' ? (
          <span className="ladder__start">{name}</span>
        ) : (
          <label>
            <input type="checkbox" checked={!leftOut} onChange={() => onToggle(id)} />
            {name}
          </label>
        )}
      </th>
      {refused !== null || leftOut || !row ? (
        <td className="ladder__reason" colSpan={9}>
          {leftOut ? 'left out' : (refused ?? 'not computed yet')}
        </td>
      ) : (
        <Figures rung={rung} scale={scale} />
      )}
    </tr>
  );
};

const Figures = ({ rung: { row, gain }, scale }: { readonly rung: Rung; readonly scale: RateScale | null }) => {
  const figures = row?.figures;
  if (!row || !figures) return <td colSpan={9} />;
  const words = wordsOf(figures);
  const place: At = {
    '--within': share(scale, figures.slaTokensPerSecond),
    '--most': share(scale, figures.saturatedTokensPerSecond),
  };
  return (
    <>
      <td className="ladder__change" title={`${row.change}. ${figures.layout}, instances: ${figures.instances}`}>
        {row.change}
      </td>
      <td className="ladder__track" style={place} title={`the queue grows at ${words.saturated}`}>
        <span className="ladder__most" />
        <span className="ladder__within" />
        <span className="visually-hidden">the queue grows at {words.saturated}</span>
      </td>
      <td className="value">
        {words.within} <TierMark tier={figures.tier} />
      </td>
      <td
        data-weak={gain?.within === false}
        title={gain?.within === false ? 'of the rate at which the queue grows' : ''}
      >
        {gain?.words ?? ''}
      </td>
      <td>{words.ttft}</td>
      <td>{words.tpot}</td>
      <td>{words.cost}</td>
      <td>{words.energy}</td>
      <td className="ladder__verdict">
        <Light state={LIGHTS[figures.verdict]} label={figures.verdict} /> {figures.verdict}
      </td>
    </>
  );
};

const share = (scale: RateScale | null, rate: number): string => `${(scale ? placeOf(scale, rate) : 0) * 100}%`;
