/** Long studies off the main thread, apart from the worker that answers edits. Each study has a file of its own beside this one. */
import { expose, transfer } from 'comlink';
import { buffersOf, nestedBuffersOf } from './study-buffers.ts';
import { frontierApi, type FrontierApi } from './study-frontier.ts';

/** Studies this worker answers. */
export type StudyApi = FrontierApi;

const frontier = frontierApi();

const api: StudyApi = {
  ...frontier,
  // Columns are handed over, not copied.
  frontier: async (request, onChunk) => {
    const study = await frontier.frontier(request, (chunk) => onChunk(transfer(chunk, buffersOf(chunk.columns))));
    return study?.answer ? transfer(study, nestedBuffersOf(study.answer)) : study;
  },
};

expose(api);
