/** What a rack or a group of racks is for, with one sentence of what that means. */
import type { System } from '../../../src/catalogue/figures.ts';
import type { RackGroup } from '../../../src/scenario/schema.ts';
import { Choice } from '../editors/choice.tsx';
import { ROLE_NAMES, ROLE_SENTENCES, roleReason } from './roles.ts';

const ROLES = ['auto', 'prefill', 'decode', 'attention', 'ffn', 'kv-store', 'cpu-tools'] as const;

interface RoleChoiceProps {
  readonly label: string;
  readonly role: RackGroup['role'];
  readonly system: System;
  readonly onChange: (label: string, role: RackGroup['role']) => void;
}

export const RoleChoice = ({ label, role, system, onChange }: RoleChoiceProps) => (
  <>
    <Choice
      label={label}
      value={role}
      options={ROLES.map((value) => {
        const reason = roleReason(value, system);
        const name = ROLE_NAMES[value];
        return { value, name: reason ? `${name} (${reason})` : name, disabled: reason !== null };
      })}
      standard="auto"
      onChange={(chosen) =>
        onChange(chosen === 'auto' ? 'give no role' : `give the role ${ROLE_NAMES[chosen]}`, chosen)
      }
    />
    {role !== 'auto' && <p className="inspector-refused">{ROLE_SENTENCES[role]}</p>}
  </>
);
