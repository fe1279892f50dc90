/** The top bar of the first page and of the pages beside it: the sign, the way between them, the theme and the help. */
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { HelpAndTheme } from './help-and-theme.tsx';
import { Sign } from './sign.tsx';
import './top-bar.css';

/** Opens the validation page; absent where that page is open. */
export const ValidationButton = () => {
  const view = useSessionStore((state) => state.view);
  const show = useSessionStore((state) => state.show);
  if (view === 'validation') return null;
  return (
    <Button icon="table" title="Predicted against measured, for published runs" onClick={() => show('validation')}>
      Validation
    </Button>
  );
};

/** Opens the claims desk; absent where it is open. */
const ClaimsButton = () => {
  const view = useSessionStore((state) => state.view);
  const show = useSessionStore((state) => state.show);
  if (view === 'claims') return null;
  return (
    <Button icon="table" title="Published claims, each computed anew" onClick={() => show('claims')}>
      Claims
    </Button>
  );
};

export const FrontBar = () => (
  <header className="top-bar">
    <span className="top-bar__brand top-bar__brand--alone">
      <Sign />
      <span className="top-bar__word">Rackwright</span>
    </span>
    <span className="top-bar__actions">
      <ClaimsButton />
      <ValidationButton />
      <HelpAndTheme />
    </span>
  </header>
);
