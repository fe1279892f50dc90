/** The ground of all dragging: wraps palette and estate, draws the thing in hand and the tag beside its slot. */
import type { ReactNode } from 'react';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { DragArea } from '../ui/drag/drag-area.tsx';
import type { ThingInHand } from '../ui/drag/drag-session.ts';
import { RackElevation } from '../ui/rack-elevation/rack-elevation.tsx';
import { dragRules } from './drag-rules.ts';
import { HandTag } from './hand-tag.tsx';
import { useFloorScale } from './use-floor-scale.ts';

export const DragProvider = ({ children }: { readonly children: ReactNode }) => {
  const scale = useFloorScale();
  const picture = ({ systemId, from, count }: ThingInHand) => {
    const system = defaultCatalogue.systems[systemId];
    return system ? <RackElevation system={system} scale={scale} {...(from ? { count } : {})} /> : null;
  };
  return (
    <DragArea rules={dragRules} picture={picture}>
      {children}
      <HandTag />
    </DragArea>
  );
};
