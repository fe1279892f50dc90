/** The top bar of the first page: the sign, the theme and the help. */
import { HelpAndTheme } from './help-and-theme.tsx';
import { Sign } from './sign.tsx';
import './top-bar.css';

export const FrontBar = () => (
  <header className="top-bar">
    <span className="top-bar__brand top-bar__brand--alone">
      <Sign />
      <span className="top-bar__word">Rackwright</span>
    </span>
    <span className="top-bar__actions">
      <HelpAndTheme />
    </span>
  </header>
);
