/** Offline work: from when it may run, and whether it may wait or move. Its deadline is one of its targets. */
import type { UpdateWorkload } from '../../../src/scenario/edits/update-workload.ts';
import type { Workload } from '../../../src/scenario/schema.ts';
import { clock } from '../../../src/units/format-time.ts';
import { Choice } from '../editors/choice.tsx';
import { SwitchRow } from '../editors/switch-row.tsx';
import { Section } from '../section.tsx';

const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), name: `${clock(hour)} UTC` }));

interface OfflineSectionProps {
  readonly workload: Workload;
  readonly onChange: (label: string, patch: UpdateWorkload['patch']) => void;
}

export const OfflineSection = ({ workload, onChange }: OfflineSectionProps) => {
  const { offline } = workload;
  return (
    <Section title="When and where it may run" note="deadline: see targets">
      <Choice
        label="Available from"
        value={String(offline.releaseHourUtc)}
        options={HOURS}
        standard="0"
        onChange={(hour) =>
          onChange(`release at ${clock(Number(hour))}`, { offline: { ...offline, releaseHourUtc: Number(hour) } })
        }
      />
      <SwitchRow
        label="May wait for free hours"
        checked={offline.mayShiftInTime}
        onChange={(mayShiftInTime) => onChange('change when it may run', { offline: { ...offline, mayShiftInTime } })}
      />
      <SwitchRow
        label="May move to another site"
        checked={offline.mayShiftInPlace}
        onChange={(mayShiftInPlace) =>
          onChange('change where it may run', { offline: { ...offline, mayShiftInPlace } })
        }
      />
    </Section>
  );
};
