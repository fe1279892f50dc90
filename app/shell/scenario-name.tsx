/** The name of the plan, edited in place. */
import { useEffect, useState } from 'react';
import { renameScenario } from '../../src/scenario/edits/rename-scenario.ts';
import { useScenario, useScenarioStore } from '../state/scenario-store.ts';

export const ScenarioName = () => {
  const name = useScenario()?.name ?? '';
  const edit = useScenarioStore((state) => state.edit);
  const [text, setText] = useState(name);
  useEffect(() => setText(name), [name]);
  const commit = () => {
    if (text.trim() === '') setText(name);
    else if (text !== name) edit('rename the plan', (scenario) => renameScenario(scenario, { name: text }));
  };
  return (
    <input
      className="top-bar__name"
      aria-label="Name of the plan"
      value={text}
      maxLength={120}
      title={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setText(name);
      }}
    />
  );
};
