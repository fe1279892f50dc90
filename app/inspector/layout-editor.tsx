/** The layout of the instances of one part: found by search, or five numbers a person fixed, with what is wrong about them. */
import type { GroupAnswer } from '../../src/evaluate/evaluation.ts';
import { acceleratorsOf, layoutWords } from '../../src/performance/layout.ts';
import { messageOf } from '../../src/issues/messages.ts';
import type { Serving } from '../../src/scenario/schema.ts';
import { whole } from '../../src/units/significant.ts';
import { useResultsStore } from '../state/results-store.ts';
import { Button } from '../ui/button.tsx';
import { QuantityField } from '../ui/quantity-field.tsx';
import { LeverMark } from './levers/lever-mark.tsx';
import { capital, layoutFlaw, layoutOrigin } from './words.ts';

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
  /** Whose layout: "instance", "prefill", "decode". */
  readonly of: string;
  readonly layout: Serving['layout'];
  readonly group: GroupAnswer | null;
  readonly onChange: (label: string, layout: Serving['layout']) => void;
}

export const LayoutEditor = ({ deploymentId, of, layout, group, onChange }: LayoutEditorProps) => {
  const refused = useResultsStore((state) =>
    state.evaluation?.issues.find(
      (issue) => issue.code === 'layout-invalid' && issue.path.startsWith(`deployments/${deploymentId}`),
    ),
  );
  const label = `Layout of ${of}`;
  if (layout === 'auto') {
    return (
      <div className="layout-line">
        <span className="inspector-row__label" title={label}>
          {capital(of)}
        </span>
        <span className="layout-line__words" title={group ? layoutOrigin(group) : undefined}>
          <b>{group ? layoutWords(group.layout) : 'none found'}</b>
        </span>
        <Button
          small
          aria-label={`Fix the layout of ${of}`}
          onClick={() => onChange(`fix the layout of ${of}`, { ...(group?.layout ?? ONE) })}
        >
          Fix it
        </Button>
        <LeverMark id="layout" label={label} />
      </div>
    );
  }
  const flaw = layoutFlaw(layout) ?? (refused ? messageOf(refused).detail : null);
  return (
    <>
      <div className="layout-line" data-overridden="true">
        <span className="inspector-row__label">{capital(of)}, fixed by you</span>
        <Button
          small
          aria-label={`Search the layout of ${of} again`}
          onClick={() => onChange(`search the layout of ${of} again`, 'auto')}
        >
          Search again
        </Button>
        <LeverMark id="layout" label={label} />
      </div>
      <div className="layout-numbers" role="group" aria-label={label}>
        {NUMBERS.map(({ key, label: number }) => (
          <QuantityField
            key={key}
            label={number}
            value={layout[key]}
            unit=""
            min={1}
            max={MOST}
            step={1}
            onChange={(value) => onChange(`set ${number} of ${of}`, { ...layout, [key]: Math.round(value) })}
          />
        ))}
      </div>
      <p className="inspector-text" data-broken={flaw !== null} role={flaw === null ? undefined : 'status'}>
        {flaw ?? `${whole(acceleratorsOf(layout))} accelerators each.`}
      </p>
    </>
  );
};
