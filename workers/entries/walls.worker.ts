/** Draws up the map of walls off the main thread. */
import { expose } from 'comlink';
import { wallMapApi } from './study-wall-map.ts';

expose(wallMapApi());
