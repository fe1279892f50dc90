/** The first page: what this is, and plans to start from, recognised by their racks. */
import { useRef } from 'react';
import { newScenario } from '../../src/scenario/defaults.ts';
import { frontCatalogue } from '../../src/catalogue/front-catalogue.ts';
import type { ReadError } from '../../src/scenario/read-error.ts';
import type { Result } from '../../src/scenario/result.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { Light } from '../ui/light.tsx';
import { ExampleCard } from './example-card.tsx';
import { EXAMPLES } from './examples.ts';
import { START_POINTS } from './facts.ts';
import './first-visit.css';

interface FirstVisitProps {
  readonly loadExample: (id: string) => Promise<Result<Scenario, ReadError>>;
  readonly readFile: (file: File) => Promise<Result<Scenario, ReadError>>;
  readonly onOpen: (result: Result<Scenario, ReadError>) => void;
}

export const FirstVisit = ({ loadExample, readFile, onOpen }: FirstVisitProps) => {
  const message = useSessionStore((state) => state.message);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="first-visit">
      <section className="first-visit__intro scrolls" aria-labelledby="first-visit-title">
        <h1 id="first-visit-title">Plan inference, rack by rack.</h1>
        <p className="first-visit__lead">
          Every answer is computed on this machine. No account, nothing is sent. Each number says where it comes from
          and how far off it may be.
        </p>
        {message && (
          <p className="first-visit__message" role="alert" data-tone={message.tone}>
            {message.tone === 'refusal' && <Light state="missed" label="Refused" />} {message.text}
          </p>
        )}
        <ol className="first-visit__steps">
          {START_POINTS.map((point, index) => (
            <li key={point.title}>
              <span className="first-visit__number" aria-hidden="true">
                {index + 1}
              </span>
              <h2>{point.title}</h2>
              <p>{point.text}</p>
            </li>
          ))}
        </ol>
        <div className="first-visit__actions">
          <Button
            kind="solid"
            icon="plus"
            onClick={() => onOpen({ ok: true, value: newScenario(frontCatalogue.version) })}
          >
            Start from an empty floor
          </Button>
          <Button icon="file" onClick={() => input.current?.click()}>
            Open a scenario file
          </Button>
          <input
            ref={input}
            type="file"
            accept=".json,application/json"
            className="visually-hidden"
            tabIndex={-1}
            aria-label="Scenario file"
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file) void readFile(file).then(onOpen);
            }}
          />
        </div>
        <p className="first-visit__keys">Tab and arrow keys work everywhere.</p>
      </section>
      <section className="first-visit__examples scrolls" aria-labelledby="first-visit-examples">
        <h2 id="first-visit-examples" className="first-visit__heading">
          Open an example <span>each is also a test; change anything</span>
        </h2>
        <ul>
          {EXAMPLES.map((example) => (
            <ExampleCard key={example.id} example={example} load={loadExample} onOpen={onOpen} />
          ))}
        </ul>
      </section>
    </div>
  );
};
