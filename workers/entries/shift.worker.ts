/** Finds the schedule of offline work off the main thread. The solver is fetched with the first question. */
import { expose } from 'comlink';
import { shiftApi } from './shift-desk.ts';

expose(shiftApi());
