/** The layout of an instance: found by search, or five numbers a person fixed, with what is wrong about them. */
import type { GroupAnswer } from '../../src/evaluate/evaluation.ts';
import { acceleratorsOf, layoutWords } from '../../src/performance/layout.ts';
import { messageOf } from '../../src/issues/messages.ts';
import type { Serving } from '../../src/scenario/schema.ts';
import { whole } from '../../src/units/significant.ts';
import { useResultsStore } from '../state/results-store.ts';
import { Button } from '../ui/button.tsx';
import { QuantityField } from '../ui/quantity-field.tsx';
import { Row } from './section.tsx';
import { layoutFlaw, layoutOrigin } from './words.ts';

const NUMBERS = [
  { key: 'tp', label: 'TP' },
  { key: 'pp', label: 'PP' },
  { key: 'attnDp', label: 'DP-attention' },
  { key: 'moeTp', label: 'Expert TP' },
  { key: 'ep', label: 'EP' },
] as const;

/** Where no layout was found yet: one accelerator. */
const ONE = { tp: 1, pp: 1, attnDp: 1, moeTp: 1, ep: 1 };
const MOST = 1_152;

interface LayoutEditorProps {
  readonly deploymentId: string;
  readonly layout: Serving['layout'];
  readonly group: GroupAnswer | null;
  readonly onChange: (label: string, layout: Serving['layout']) => void;
}

export const LayoutEditor = ({ deploymentId, layout, group, onChange }: LayoutEditorProps) => {
  const refused = useResultsStore((state) =>
    state.evaluation?.issues.find(
      (issue) => issue.code === 'layout-invalid' && issue.path.startsWith(`deployments/${deploymentId}`),
    ),
  );
  if (layout === 'auto') {
    return (
      <>
        {group && (
          <Row label="Layout" title={layoutWords(group.layout)}>
            <b>{layoutWords(group.layout)}</b>
          </Row>
        )}
        <div className="inspector-line">
          <span className="inspector-row__label" title={group ? layoutOrigin(group) : undefined}>
            {group ? layoutOrigin(group) : 'no layout found'}
          </span>
          <Button small onClick={() => onChange('fix the layout', { ...(group?.layout ?? ONE) })}>
            Fix it
          </Button>
        </div>
      </>
    );
  }
  const flaw = layoutFlaw(layout) ?? (refused ? messageOf(refused).detail : null);
  return (
    <>
      <div className="inspector-line">
        <span className="inspector-row__label">Layout, fixed by you</span>
        <Button small onClick={() => onChange('search the layout again', 'auto')}>
          Search again
        </Button>
      </div>
      <div className="layout-numbers" role="group" aria-label="Layout of an instance">
        {NUMBERS.map(({ key, label }) => (
          <QuantityField
            key={key}
            label={label}
            value={layout[key]}
            unit=""
            min={1}
            max={MOST}
            step={1}
            onChange={(value) => onChange(`set ${label}`, { ...layout, [key]: Math.round(value) })}
          />
        ))}
      </div>
      <p className="inspector-text" data-broken={flaw !== null} role={flaw === null ? undefined : 'status'}>
        {flaw ?? `${whole(acceleratorsOf(layout))} accelerators an instance.`}
      </p>
    </>
  );
};
