/** A name edited in a row. */
import { useEffect, useId, useState } from 'react';

export const NameRow = ({ name, onRename }: { readonly name: string; readonly onRename: (name: string) => void }) => {
  const id = useId();
  const [text, setText] = useState(name);
  useEffect(() => setText(name), [name]);
  const commit = () => {
    if (text.trim() === '') setText(name);
    else if (text !== name) onRename(text);
  };
  return (
    <div className="inspector-row inspector-row--choice">
      <label className="inspector-row__label" htmlFor={id}>
        Name
      </label>
      <input
        id={id}
        className="inspector-choice"
        value={text}
        maxLength={120}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setText(name);
        }}
      />
    </div>
  );
};
