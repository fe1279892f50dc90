/** The top bar: sign, plan, undo, baseline, and what takes the plan elsewhere. */
import { useResultsStore } from '../state/results-store.ts';
import { useScenario, useScenarioStore } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { ShareButton } from '../share/share-button.tsx';
import { Button } from '../ui/button.tsx';
import { ExportButton } from './export-button.tsx';
import { ValidationButton } from './front-bar.tsx';
import { HelpAndTheme } from './help-and-theme.tsx';
import { ScenarioName } from './scenario-name.tsx';
import { Sign } from './sign.tsx';
import './top-bar.css';

const Undo = () => {
  const undone = useScenarioStore((state) => state.history?.past.at(-1)?.label);
  const redone = useScenarioStore((state) => state.history?.future[0]?.label);
  const undo = useScenarioStore((state) => state.undo);
  const redo = useScenarioStore((state) => state.redo);
  return (
    <span className="top-bar__group">
      <Button
        kind="quiet"
        icon="undo"
        label={undone === undefined ? 'Nothing to undo' : `Undo: ${undone}`}
        disabled={undone === undefined}
        onClick={undo}
      />
      <Button
        kind="quiet"
        icon="redo"
        label={redone === undefined ? 'Nothing to redo' : `Redo: ${redone}`}
        disabled={redone === undefined}
        onClick={redo}
      />
    </span>
  );
};

const BaselinePin = () => {
  const baseline = useResultsStore((state) => state.baseline);
  const evaluation = useResultsStore((state) => state.evaluation);
  const revision = useResultsStore((state) => state.revision);
  const pinBaseline = useResultsStore((state) => state.pinBaseline);
  const name = useScenario()?.name ?? '';
  if (baseline) {
    return (
      <Button kind="quiet" icon="pin" title="Unpin the baseline" onClick={() => pinBaseline(null)}>
        <span className="top-bar__baseline">
          Baseline: {baseline.name !== name && <b>{baseline.name}, </b>}rev {baseline.revision}
        </span>
      </Button>
    );
  }
  return (
    <Button
      kind="quiet"
      icon="pin"
      title="Compare every later figure with the plan as it is now"
      disabled={evaluation === null}
      onClick={() => evaluation && pinBaseline({ name, revision, evaluation })}
    >
      <span className="top-bar__pin-word">Pin as baseline</span>
    </Button>
  );
};

/** What the workspace has to say, beside the title and for screen readers. */
const Message = () => {
  const message = useSessionStore((state) => state.message);
  return (
    <span className="top-bar__message" role="status" data-tone={message?.tone} title={message?.text}>
      {message?.text}
    </span>
  );
};

const Brand = () => {
  const close = useScenarioStore((state) => state.close);
  return (
    <button
      type="button"
      className="top-bar__brand"
      title="Back to the first page; the plan stays on this device"
      aria-label="Rackwright, back to the first page"
      onClick={close}
    >
      <Sign />
      <span className="top-bar__word">Rackwright</span>
    </button>
  );
};

const Revision = () => {
  const revision = useScenarioStore((state) => state.revision);
  const edited = useScenarioStore((state) => (state.history?.past.length ?? 0) > 0);
  return (
    <span className="top-bar__note">
      rev {revision}
      {edited ? ', saved' : ''}
    </span>
  );
};

/** The name is a field; a heading says it to those who go from heading to heading. */
const PlanTitle = () => <h1 className="visually-hidden">{useScenario()?.name}</h1>;

export const TopBar = () => (
  <header className="top-bar">
    <Brand />
    <PlanTitle />
    <ScenarioName />
    <Revision />
    <Undo />
    <BaselinePin />
    <Message />
    <span className="top-bar__actions">
      <ValidationButton />
      <ExportButton />
      <ShareButton />
      <HelpAndTheme />
    </span>
  </header>
);
