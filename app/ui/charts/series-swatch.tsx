/** The square that stands for a series in cards and legends; offline work is hatched everywhere. */
import type { CSSProperties } from 'react';
import './series-swatch.css';

interface SeriesSwatchProps {
  readonly colour: string;
  readonly hatched?: boolean;
}

type SwatchStyle = CSSProperties & { '--series': string };

export const SeriesSwatch = ({ colour, hatched = false }: SeriesSwatchProps) => {
  const style: SwatchStyle = { '--series': colour };
  return <span className={`swatch ${hatched ? 'swatch--hatched' : ''}`} style={style} aria-hidden="true" />;
};
