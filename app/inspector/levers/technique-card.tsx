/** What is published of the technique behind a lever, source by source. */
import { ConfidenceMark, confidenceWord } from '../../ui/trust-mark.tsx';
import { TECHNIQUE_SOURCES } from './technique-sources.ts';

const TechniqueCard = ({ id }: { readonly id: string }) => {
  const technique = Object.hasOwn(TECHNIQUE_SOURCES, id) ? TECHNIQUE_SOURCES[id] : undefined;
  if (!technique) return <p className="source-entry__source">No source is on record.</p>;
  return (
    <>
      {technique.sources.map(({ metric, source, confidence }) => (
        <div key={source} className="source-entry">
          <p>
            <ConfidenceMark confidence={confidence} /> <span aria-hidden="true">{confidenceWord(confidence)},</span>{' '}
            {metric}
          </p>
          <p className="source-entry__source">{source}</p>
        </div>
      ))}
    </>
  );
};

export default TechniqueCard;
