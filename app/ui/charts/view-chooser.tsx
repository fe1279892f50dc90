/** Segments beside the title of a figure: which of the views of a tab is shown. */
import { Chip } from '../chip.tsx';
import './view-chooser.css';

interface ViewChooserProps<View extends string> {
  readonly label: string;
  readonly views: readonly { readonly id: View; readonly name: string }[];
  readonly view: View;
  readonly onChoose: (view: View) => void;
}

export const ViewChooser = <View extends string>({ label, views, view, onChoose }: ViewChooserProps<View>) => (
  <span role="group" aria-label={label} className="view-chooser">
    {views.map(({ id, name }) => (
      <Chip key={id} pressed={id === view} onClick={() => onChoose(id)}>
        {name}
      </Chip>
    ))}
  </span>
);
