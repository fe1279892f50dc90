/** What retrieval looks up before each request: vectors kept in memory of the CPU racks. */
import type { VectorStore, Workload } from '../../../src/scenario/schema.ts';
import type { UpdateWorkload } from '../../../src/scenario/edits/update-workload.ts';
import { bytes, text } from '../../../src/units/format.ts';
import { quantity } from '../../../src/units/quantity.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../editors/choice.tsx';
import { Field } from '../editors/field.tsx';
import { Row, Section } from '../section.tsx';

/** Ten million passages by an embedding of 1,024 components: where a store starts, to be changed. */
const START: VectorStore = {
  vectors: 1e7,
  dimensions: 1_024,
  bytesPerComponent: 4,
  index: 'hnsw',
  queriesPerRequest: 1,
  replicas: 1,
};
const MILLION = 1e6;

const INDEXES = [
  { value: 'hnsw', name: 'graph (HNSW)' },
  { value: 'ivf-pq', name: 'lists, compressed (IVF-PQ)' },
  { value: 'flat', name: 'none: every vector' },
] as const;

const FORMATS = [
  { value: '4', name: '4 bytes (float32)' },
  { value: '2', name: '2 bytes (float16)' },
  { value: '1', name: '1 byte (int8)' },
] as const;

const BYTES = { '4': 4, '2': 2, '1': 1 } as const;

interface VectorStoreSectionProps {
  readonly workload: Workload;
  readonly onChange: (label: string, patch: UpdateWorkload['patch']) => void;
}

export const VectorStoreSection = ({ workload, onChange }: VectorStoreSectionProps) => {
  const store = workload.vectorStore;
  if (!store) {
    return (
      <Section title="Vector store" note="none">
        <p className="inspector-text">Its look-ups are not counted. Add one to size memory and CPU racks for them.</p>
        <div className="inspector-line">
          <span className="inspector-row__label" />
          <Button small icon="plus" onClick={() => onChange('add a vector store', { vectorStore: START })}>
            Vector store
          </Button>
        </div>
      </Section>
    );
  }
  const change = (label: string, patch: Partial<VectorStore>): void =>
    onChange(`change ${label}`, { vectorStore: { ...store, ...patch } });
  const raw = store.vectors * store.dimensions * store.bytesPerComponent;
  return (
    <Section title="Vector store" note="on the CPU racks of the sites">
      <Field
        label="Vectors"
        value={store.vectors / MILLION}
        unit="million"
        min={1e-6}
        max={1e9}
        onChange={(millions) => change('the vectors', { vectors: millions * MILLION })}
      />
      <Field
        label="Dimensions"
        value={store.dimensions}
        unit=""
        min={1}
        max={65_536}
        whole
        onChange={(dimensions) => change('the dimensions', { dimensions })}
      />
      <Choice
        label="A component"
        value={FORMATS.find(({ value }) => BYTES[value] === store.bytesPerComponent)?.value ?? '4'}
        options={FORMATS}
        standard="4"
        onChange={(value) => change('the format of vectors', { bytesPerComponent: BYTES[value] })}
      />
      <Row label="The vectors alone" title={text(bytes(quantity<'B'>(raw)))}>
        <b>{text(bytes(quantity<'B'>(raw)))}</b>
      </Row>
      <Choice
        label="Index"
        value={store.index}
        options={INDEXES}
        standard="hnsw"
        onChange={(index) => change('the index', { index })}
      />
      <Field
        label="Queries a request"
        value={store.queriesPerRequest}
        unit=""
        min={0.001}
        max={1e6}
        overridden={store.queriesPerRequest !== 1}
        defaultText="1, a starting value"
        onChange={(queriesPerRequest) => change('the queries a request', { queriesPerRequest })}
        onReset={() => change('the queries a request', { queriesPerRequest: 1 })}
      />
      <Field
        label="Replicas"
        value={store.replicas}
        unit=""
        min={1}
        max={100}
        whole
        overridden={store.replicas !== 1}
        defaultText="1, a starting value"
        onChange={(replicas) => change('the replicas', { replicas })}
        onReset={() => change('the replicas', { replicas: 1 })}
      />
      <div className="inspector-line">
        <span className="inspector-row__label" />
        <Button small icon="trash" onClick={() => onChange('remove the vector store', { vectorStore: undefined })}>
          Remove the store
        </Button>
      </div>
    </Section>
  );
};

/** Workflows that look things up first. */
export const retrieves = ({ workflowId, vectorStore }: Workload): boolean =>
  workflowId === 'rag' || vectorStore !== undefined;
