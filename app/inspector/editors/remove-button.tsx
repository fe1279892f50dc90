/** The cross at the end of a line of a list. */
import { Icon } from '../../ui/icon.tsx';

export const RemoveButton = ({ label, onRemove }: { readonly label: string; readonly onRemove: () => void }) => (
  <button type="button" className="inspector-reset" aria-label={label} title={label} onClick={onRemove}>
    <Icon name="close" size={12} />
  </button>
);
