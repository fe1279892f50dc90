/** Works out ladders and claims off the main thread. */
import { expose } from 'comlink';
import { deskApi } from './study-desk.ts';

expose(deskApi());
