/**
 * Copies a link that holds the whole plan, and saves it as a file. The link is made when the plan changes, not on the click:
 * some browsers allow the clipboard only in the click itself.
 */
import { useEffect, useRef, useState } from 'react';
import type { Scenario } from '../../src/scenario/schema.ts';
import { whole } from '../../src/units/significant.ts';
import { useScenario } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { fileNameOf, saveFile } from './files.ts';
import './share.css';

/** Wait for a pause in the edits. */
const QUIET_MS = 250;

/** Chat programs cut links somewhere above this many characters. */
const LONG_LINK = 8_000;

export const usePreparedLink = (): string | null => {
  const scenario = useScenario();
  const [link, setLink] = useState<string | null>(null);
  useEffect(() => {
    setLink(null);
    if (!scenario) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void import('./link.ts').then(({ linkTo }) => linkTo(scenario)).then((made) => current && setLink(made));
    }, QUIET_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [scenario]);
  return link;
};

export const useCopyLink = (link: string | null): (() => void) => {
  const say = useSessionStore((state) => state.say);
  return () => {
    if (link === null) return;
    navigator.clipboard.writeText(link).then(
      () => say({ tone: 'note', text: 'Link copied' }),
      () => say({ tone: 'refusal', text: 'The browser refused the clipboard: select the link and copy it' }),
    );
  };
};

export const ShareButton = () => {
  const scenario = useScenario();
  const link = usePreparedLink();
  if (!scenario) return null;
  return (
    <Popover label="Share this plan" align="end" button={{ kind: 'solid', icon: 'share', children: 'Share' }}>
      {() => <ShareCard scenario={scenario} link={link} />}
    </Popover>
  );
};

/** Opening it copies: React runs this effect inside the click, while the browser still allows the clipboard. */
const ShareCard = ({ scenario, link }: { readonly scenario: Scenario; readonly link: string | null }) => {
  const copy = useCopyLink(link);
  const first = useRef(copy);
  useEffect(() => first.current(), []);
  return (
    <div className="share-card">
      <label htmlFor="share-link">The whole plan, in one link. It is never sent to a server.</label>
      <div className="share-card__row">
        <input id="share-link" readOnly value={link ?? 'preparing'} onFocus={(event) => event.target.select()} />
        <Button icon="copy" disabled={link === null} onClick={copy}>
          Copy
        </Button>
      </div>
      {link !== null && (
        <p className="caption">
          {whole(link.length)} characters
          {link.length > LONG_LINK ? '; some programs cut links this long, a file is safer' : ''}
        </p>
      )}
      <Button
        icon="file"
        onClick={() =>
          saveFile(fileNameOf(scenario.name, 'json'), JSON.stringify(scenario, null, 2), 'application/json')
        }
      >
        Save as a file
      </Button>
    </div>
  );
};
