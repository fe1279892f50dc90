/** Scenario files in and out, and the examples that ship with the page. */
import { readScenarioText } from '../../src/scenario/read-scenario.ts';
import { readError, type ReadError } from '../../src/scenario/read-error.ts';
import { failure, type Result } from '../../src/scenario/result.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

/** Ids of examples: they become a path, so nothing else may pass. */
const EXAMPLE_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** Reads a file a person chose. */
export const readScenarioFile = async (file: File): Promise<Result<Scenario, ReadError>> =>
  readScenarioText(await file.text());

/** The example of this id. */
export const loadExample = async (id: string): Promise<Result<Scenario, ReadError>> => {
  if (!EXAMPLE_ID.test(id)) return failure(missing(id));
  try {
    const response = await fetch(`./examples/${id}.json`);
    return response.ok ? readScenarioText(await response.text()) : failure(missing(id));
  } catch {
    return failure(
      readError('damaged', '', `the example ${id} could not be fetched`, 'Check the connection and open it again.'),
    );
  }
};

const missing = (id: string): ReadError =>
  readError(
    'not-a-scenario',
    '',
    `there is no example “${id.slice(0, 64)}”`,
    'Choose one of the examples of the first page.',
  );

/** Hands a text to the browser as a download. */
export const saveFile = (name: string, text: string, type: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(url);
};

/** A file name made of a plan's name: letters, digits and single hyphens. */
export const fileNameOf = (name: string, ending: string): string => {
  const plain = name
    .normalize('NFKD')
    .replace(/[^\w]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 60);
  return `${plain || 'plan'}.${ending}`;
};
