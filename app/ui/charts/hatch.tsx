/** The diagonal hatch of offline work and of ground without an answer, as an SVG pattern. */
interface HatchProps {
  readonly id: string;
  readonly ground: string;
  readonly line: string;
  readonly gap?: number;
}

export const Hatch = ({ id, ground, line, gap = 6 }: HatchProps) => (
  <pattern id={id} width={gap} height={gap} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect width={gap} height={gap} fill={ground} />
    <line x1="0.5" x2="0.5" y1="0" y2={gap} stroke={line} strokeWidth="1" />
  </pattern>
);
