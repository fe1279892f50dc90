/** Yes or no, in a row. */
interface SwitchRowProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export const SwitchRow = ({ label, checked, onChange }: SwitchRowProps) => (
  <label className="inspector-switch" title={label}>
    <span className="inspector-row__label">{label}</span>
    <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
  </label>
);
