/** What one request is: the workflow's figures, each of which the workload may replace, and what they come to. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { LogNormal } from '../../src/catalogue/figures.ts';
import type { WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import { meanOf } from '../../src/maths/log-normal.ts';
import type { UpdateWorkload } from '../../src/scenario/edits/update-workload.ts';
import type { Workload } from '../../src/scenario/schema.ts';
import { requestsPerSecond, text, tokens } from '../../src/units/format.ts';
import { clock } from '../../src/units/format-time.ts';
import { significant } from '../../src/units/significant.ts';
import { Figure } from './cost-section.tsx';
import { Field } from './editors/field.tsx';
import { Row, Section } from './section.tsx';

type Key = keyof Workload['overrides'];

interface Editable {
  readonly key: Key;
  readonly label: string;
  readonly unit: string;
  /** Shares are typed in per cent. */
  readonly divisor?: number;
  readonly max?: number;
  readonly standard: LogNormal | number | null;
}

const editables = (workflowId: string): readonly Editable[] => {
  const workflow = defaultCatalogue.workflows[workflowId];
  if (!workflow) return [];
  return [
    { key: 'turns', label: 'Turns of a session', unit: '', standard: workflow.turns },
    { key: 'firstInputTokens', label: 'First input', unit: 'tok', standard: workflow.firstInputTokens },
    { key: 'newInputTokensPerTurn', label: 'New input a turn', unit: 'tok', standard: workflow.newInputTokensPerTurn },
    { key: 'outputTokens', label: 'Output a turn', unit: 'tok', standard: workflow.outputTokens },
    {
      key: 'prefixHitShare',
      label: 'Found in cache',
      unit: '%',
      divisor: 0.01,
      max: 1,
      standard: workflow.prefixHitShare,
    },
  ];
};

interface RequestSectionProps {
  readonly workload: Workload;
  readonly answer: WorkloadAnswer | null;
  readonly onChange: (label: string, patch: UpdateWorkload['patch']) => void;
}

export const RequestSection = ({ workload, answer, onChange }: RequestSectionProps) => {
  const { overrides } = workload;
  return (
    <Section title="What one request is" note="means">
      {editables(workload.workflowId).map(({ key, label, unit, divisor = 1, max = 1e15, standard }) => {
        if (standard === null) return null;
        const mean = typeof standard === 'number' ? standard : meanOf(standard);
        const value = overrides[key] ?? mean;
        const shown = significant(value / divisor);
        return (
          <Field
            key={key}
            label={label}
            value={overrides[key] === undefined ? Number(shown.replaceAll(',', '')) : value / divisor}
            unit={unit}
            min={0}
            max={max / divisor}
            overridden={overrides[key] !== undefined}
            defaultText={`${significant(mean / divisor)} ${unit}, by workflow`.replace(' ,', ',')}
            source={`workflows.${workload.workflowId}.${key}`}
            onChange={(typed) =>
              onChange(`change ${label.toLowerCase()}`, { overrides: { ...overrides, [key]: typed * divisor } })
            }
            onReset={() => {
              const { [key]: _, ...rest } = overrides;
              onChange(`reset ${label.toLowerCase()}`, { overrides: rest });
            }}
          />
        );
      })}
      {answer && (
        <>
          <Row label="Requests at the peak" tier={answer.tier}>
            <Figure parts={requestsPerSecond(answer.peakRequestsPerSecond)} more={`at ${clock(answer.peakHourUtc)}`} />
          </Row>
          <Row label="Input of a request" tier={answer.tier}>
            <Figure parts={tokens(answer.inputTokens)} />
          </Row>
          <Row label="of it found in cache" tier={answer.tier}>
            <Figure parts={tokens(answer.cachedTokens)} />
          </Row>
          <Row label="Output of a request" tier={answer.tier}>
            <Figure parts={tokens(answer.outputTokens)} />
          </Row>
          {answer.offline && (
            <Row label="Offline, a day" tier={answer.tier}>
              <b>{text(tokens(answer.offline.outputTokensPerDay))}</b>
            </Row>
          )}
        </>
      )}
    </Section>
  );
};
