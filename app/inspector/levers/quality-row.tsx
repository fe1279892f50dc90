/** What is published of the quality of a number format: one figure in the row, all of them with their sources in its card. */
import type { FormatQuality } from '../../../src/performance/quality.ts';
import type { QualityFigure } from '../../../src/performance/quality-figures.ts';
import { EN_DASH } from '../../../src/units/format.ts';
import { significant, whole } from '../../../src/units/significant.ts';
import { Peek } from '../../ui/peek.tsx';
import { ConfidenceMark, confidenceWord } from '../../ui/trust-mark.tsx';
import { More } from '../section.tsx';
import { formatName } from './lever-words.ts';

/** Figures a card holds without scrolling. */
const SHOWN = 3;

/** "78.3 → 77.4 %", "1–3 %", "0 percentage points". */
const valueText = ({ value, reads, unit }: QualityFigure): string => {
  if (typeof value === 'number') return `${significant(value)} ${unit}`;
  const [from, to] = value;
  const joint = reads === 'before and after' ? ' → ' : EN_DASH;
  return `${significant(from)}${joint}${significant(to)} ${unit}`;
};

const Figures = ({ figures }: { readonly figures: readonly QualityFigure[] }) =>
  figures.map((figure) => (
    <div key={`${figure.metric} ${figure.source}`} className="source-entry">
      <p className="source-entry__line">
        <b>{valueText(figure)}</b>
        <ConfidenceMark confidence={figure.confidence} />
        <span aria-hidden="true">{confidenceWord(figure.confidence)}</span>
      </p>
      <p>{figure.metric}</p>
      <p className="source-entry__source">
        {figure.conditions}. {figure.source}
      </p>
    </div>
  ));

export const QualityRow = ({ quality: { of, format, figures } }: { readonly quality: FormatQuality }) => {
  const label = `Quality, ${of === 'kv' ? 'KV in ' : ''}${formatName(format)}`;
  const first = figures?.[0];
  return (
    <div className="inspector-row figure-row">
      <span className="inspector-row__label" title={label}>
        {label}
      </span>
      {figures && first ? (
        <Peek
          className="figure-row__figure"
          label={`Sources of ${label}`}
          face={
            <>
              <span className="visually-hidden">{label}: </span>
              <span className="figure-row__value" title={first.metric}>
                {valueText(first)}
              </span>
              <span className="figure-row__mark">
                <ConfidenceMark confidence={first.confidence} />
              </span>
            </>
          }
        >
          {() => (
            <>
              <p className="source-card__title">{label}</p>
              <p>Published of the models named, not computed for this one.</p>
              <Figures figures={figures.slice(0, SHOWN)} />
              {figures.length > SHOWN && (
                <More title={`${whole(figures.length - SHOWN)} more`}>
                  <Figures figures={figures.slice(SHOWN)} />
                </More>
              )}
            </>
          )}
        </Peek>
      ) : (
        <span className="inspector-row__value">nothing published</span>
      )}
    </div>
  );
};
