/** The page: starts the planner and the autosave, and draws the shell. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Shell } from './shell/shell.tsx';
import { startAutosave } from './state/autosave.ts';
import { startPlanning } from './state/evaluate-on-edit.ts';
import './styles/base.css';

const root = document.querySelector('#root');
if (!root) throw new Error('main: the page has no #root');
startPlanning();
startAutosave();
createRoot(root).render(
  <StrictMode>
    <Shell />
  </StrictMode>,
);
