/** One shape per workflow, on a 12 px square around its place: what stays when colours do not. */
import './point-shape.css';

const polygon = (corners: number, radius: number, turn: number): string =>
  `${Array.from({ length: corners }, (_, index) => {
    const angle = turn + (2 * Math.PI * index) / corners;
    return `${index === 0 ? 'M' : 'L'}${(radius * Math.sin(angle)).toFixed(2)} ${(-radius * Math.cos(angle)).toFixed(2)}`;
  }).join('')}Z`;

/** Closed outlines are filled for the pool's own model and hollow for others. */
const CLOSED: Readonly<Record<string, string>> = {
  chat: 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z',
  rag: 'M-4.6 -4.6H4.6V4.6H-4.6Z',
  'web-use': 'M0 -5.6L5.4 4.4H-5.4Z',
  'computer-use': 'M0 -6.2L6.2 0L0 6.2L-6.2 0Z',
  'coding-agent': polygon(5, 6, 0),
  'code-completion': polygon(6, 5.8, 0),
  voice: 'M0 5.6L5.4 -4.4H-5.4Z',
};

/** Strokes alone: they have no inside, so another model's are thin. */
const OPEN: Readonly<Record<string, string>> = {
  batch: 'M-4.4 -4.4L4.4 4.4M-4.4 4.4L4.4 -4.4',
  reasoning: 'M0 -5.6V5.6M-5.6 0H5.6',
};

const OTHER = 'M-5.6 -2.6H5.6V2.6H-5.6Z';

interface PointShapeProps {
  readonly workflowId: string;
  readonly hollow?: boolean;
  readonly x?: number;
  readonly y?: number;
  readonly className?: string;
}

export const PointShape = ({ workflowId, hollow = false, x = 0, y = 0, className = '' }: PointShapeProps) => {
  const open = OPEN[workflowId];
  const kind = open ? (hollow ? 'thin' : 'open') : hollow ? 'hollow' : 'filled';
  return (
    <path
      className={`point-shape point-shape--${kind} ${className}`}
      d={open ?? CLOSED[workflowId] ?? OTHER}
      transform={`translate(${x} ${y})`}
    />
  );
};

/** The shape by itself, in a list. */
export const ShapeSign = ({ workflowId }: { readonly workflowId: string }) => (
  <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
    <PointShape workflowId={workflowId} />
  </svg>
);
