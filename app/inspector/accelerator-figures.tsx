/** The figures of one accelerator that the model reads. */
import type { Accelerator, ComputeFormat } from '../../src/catalogue/figures.ts';
import { FigureRow } from './figures/figure-row.tsx';

const FORMATS: readonly ComputeFormat[] = ['bf16', 'fp8', 'fp4'];

export const AcceleratorFigures = ({ accelerator }: { readonly accelerator: Accelerator }) => {
  const path = `accelerators.${accelerator.id}`;
  return (
    <>
      <FigureRow
        label={`Memory${accelerator.memoryType ? `, ${accelerator.memoryType}` : ''}`}
        path={`${path}.memoryCapacity`}
      />
      <FigureRow label="Memory bandwidth" path={`${path}.memoryBandwidth`} />
      {FORMATS.filter((format) => accelerator.densePeak[format] !== undefined).map((format) => (
        <FigureRow key={format} label={`Dense peak, ${format.toUpperCase()}`} path={`${path}.densePeak.${format}`} />
      ))}
      <FigureRow label="Scale-up, one direction" path={`${path}.scaleUpPerDirection`} />
      <FigureRow label="Scale-up domain" path={`${path}.scaleUpDomain`} />
      <FigureRow label="Scale-out, one direction" path={`${path}.scaleOutPerDirection`} />
      <FigureRow label="Host link, one direction" path={`${path}.hostLinkPerDirection`} />
      <FigureRow label="Power of the board" path={`${path}.boardPower`} />
      <FigureRow label="Power, idle" path={`${path}.idlePower`} />
    </>
  );
};
