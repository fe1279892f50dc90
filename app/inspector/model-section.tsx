/** The model of a workload: its sizes with their source. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { FigureRow } from './figures/figure-row.tsx';
import { Row, Section } from './section.tsx';
import { shortName } from './words.ts';

export const ModelSection = ({ modelId }: { readonly modelId: string }) => {
  const model = defaultCatalogue.models[modelId];
  if (!model) return null;
  const path = `models.${modelId}`;
  const format = model.nativeFormats.routedExperts ?? model.nativeFormats.denseFfn;
  return (
    <Section title={shortName(model.name, 26)} note={model.developer}>
      <FigureRow label="Parameters" path={`${path}.totalParameters`} />
      <FigureRow label="of them active" path={`${path}.activeParameters`} />
      <FigureRow label="Context" path={`${path}.contextMaxTokens`} />
      <Row label="Weights as published">
        <b>{format.toUpperCase()}</b>
      </Row>
    </Section>
  );
};
