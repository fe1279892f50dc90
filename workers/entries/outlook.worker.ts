/** Works out years, failures and what else goes beyond one evaluation, off the main thread. */
import { expose } from 'comlink';
import { outlookApi } from './outlook-desk.ts';

expose(outlookApi());
