/** Choices that belong together under one quiet head: title, what they come to, and the controls once it is opened. */
import { lazy, Suspense, useState } from 'react';
import { whole } from '../../../src/units/significant.ts';
import type { LeverProps } from './context.ts';
import { GROUP_TITLES, type LeverGroupId } from './lever-words.ts';

const load = () => import('./lever-controls.tsx');
const LeverControls = lazy(load);

/** Before the press, so that an opened group has its height at once. */
const preload = (): void => void load().catch(() => undefined);

interface LeverGroupProps {
  readonly id: LeverGroupId;
  readonly summary: string;
  /** Choices of the group that differ from their default. */
  readonly changed: number;
  readonly levers: LeverProps;
}

export const LeverGroup = ({ id, summary, changed, levers }: LeverGroupProps) => {
  const [open, setOpen] = useState(false);
  const title = GROUP_TITLES[id];
  return (
    <details className="lever-group" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="lever-group__head" onPointerEnter={preload} onFocus={preload}>
        <span className="lever-group__title">{title}</span>
        <span className="lever-group__summary" data-changed={changed > 0} title={summary}>
          {summary}
          {changed > 0 && <span className="visually-hidden">, {whole(changed)} changed</span>}
        </span>
      </summary>
      {open && (
        <div className="lever-group__body">
          <Suspense fallback={<p className="inspector-text">Loading the controls</p>}>
            <LeverControls id={id} {...levers} />
          </Suspense>
        </div>
      )}
    </details>
  );
};
