/** What a point is, beside it: on empty ground at the side of the map that has more room. */
import type { CSSProperties } from 'react';
import { TierMark } from '../ui/trust-mark.tsx';
import { WallBadge } from '../ui/wall-badge.tsx';
import type { Spot } from './map-spots.ts';
import { contextWords, intensity, requests, shortModel, size, workflowWord } from './words.ts';
import '../ui/charts/hover-card.css';

interface MapCardProps {
  readonly spot: Spot;
  readonly style: CSSProperties;
}

export const MapCard = ({ spot: { model, workflow, phase, point }, style }: MapCardProps) => (
  <div className="hover-card" style={style} aria-hidden="true">
    <p className="hover-card__title">
      {shortModel(model.name)} {workflowWord(workflow.workflowId, workflow.name)}, {phase}
      <WallBadge wall={point.wall} />
    </p>
    <dl>
      <div>
        <dt>FLOP per byte moved</dt>
        <dd>
          {intensity(point.flopPerByte)} <TierMark tier={model.tier} />
        </dd>
      </div>
      <div>
        <dt>memory per request, weights shared out</dt>
        <dd>{size(workflow.bytesPerRequest)}</dd>
      </div>
      <div>
        <dt>held at once</dt>
        <dd>{requests(workflow.heldAtOnce)}</dd>
      </div>
      <div>
        <dt>input</dt>
        <dd>{contextWords(workflow.inputTokens)}</dd>
      </div>
    </dl>
    {workflow.capacityBound && phase === 'decode' && (
      <p className="hover-card__note">memory is full before the ridge</p>
    )}
  </div>
);
