/** The tabs of models and workflows: what the catalogue holds, by name and size, with how it is known. */
import { useMemo, type ReactNode } from 'react';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { Confidence, Model, Workflow } from '../../src/catalogue/figures.ts';
import { percent, text, tokens } from '../../src/units/format.ts';
import { parametersText } from './parameters-text.ts';
import { ConfidenceMark } from '../ui/trust-mark.tsx';

const MODELS = Object.values(defaultCatalogue.models).toSorted(
  (a, b) => (b.released ?? '').localeCompare(a.released ?? '') || a.name.localeCompare(b.name, 'en'),
);
const WORKFLOWS = Object.values(defaultCatalogue.workflows);

export const ModelsTab = ({ search }: { readonly search: string }) => {
  const found = useMemo(
    () => matching(MODELS, search, (model) => `${model.name} ${model.developer} ${model.id}`),
    [search],
  );
  return (
    <List empty={found.length === 0}>
      {found.map((model) => (
        <Item key={model.id} name={model.name} confidence={model.confidence} lines={modelLines(model)} />
      ))}
    </List>
  );
};

export const WorkflowsTab = ({ search }: { readonly search: string }) => {
  const found = useMemo(() => matching(WORKFLOWS, search, (workflow) => `${workflow.name} ${workflow.id}`), [search]);
  return (
    <List empty={found.length === 0}>
      {found.map((workflow) => (
        <Item key={workflow.id} name={workflow.name} confidence={workflow.confidence} lines={workflowLines(workflow)} />
      ))}
    </List>
  );
};

const matching = <T,>(all: readonly T[], search: string, words: (item: T) => string): readonly T[] => {
  const needle = search.trim().toLowerCase();
  return needle === '' ? all : all.filter((item) => words(item).toLowerCase().includes(needle));
};

const modelLines = (model: Model): readonly [string, string] => [
  `${parametersText(model.totalParameters)} parameters, ${parametersText(model.activeParameters)} active`,
  `${model.contextMaxTokens === null ? 'context not stated' : `context ${text(tokens(model.contextMaxTokens))}`} · ${model.developer}`,
];

const workflowLines = (workflow: Workflow): readonly [string, string] => [
  `median ${text(tokens(workflow.firstInputTokens.median))} in, ${text(tokens(workflow.outputTokens.median))} out`,
  `${text(percent(workflow.prefixHitShare))} of input cached · ${defaultCatalogue.slaClasses[workflow.slaClassId]?.name ?? workflow.slaClassId}`,
];

const List = ({ empty, children }: { readonly empty: boolean; readonly children: ReactNode }) => (
  <div className="palette-list palette-list-plain scrolls">
    <ul>{children}</ul>
    {empty && <p className="palette-none">Nothing in the catalogue matches.</p>}
  </div>
);

interface ItemProps {
  readonly name: string;
  readonly lines: readonly [string, string];
  readonly confidence: Confidence;
}

const Item = ({ name, lines, confidence }: ItemProps) => (
  <li className="rack-item catalogue-item">
    <span className="rack-item-text">
      <span className="rack-item-name ellipsis">{name}</span>
      <span className="rack-item-size ellipsis">{lines[0]}</span>
      <span className="rack-item-size ellipsis">{lines[1]}</span>
    </span>
    <ConfidenceMark confidence={confidence} />
  </li>
);
