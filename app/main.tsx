/** The page: starts the autosave and draws the shell. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Shell } from './shell/shell.tsx';
import { startAutosave } from './state/autosave.ts';
import './styles/base.css';

const root = document.querySelector('#root');
if (!root) throw new Error('main: the page has no #root');
startAutosave();
createRoot(root).render(
  <StrictMode>
    <Shell />
  </StrictMode>,
);
