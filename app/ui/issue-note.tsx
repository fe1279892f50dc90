/** One issue in words, with the button that mends it where there is one. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { applyMend } from '../../src/scenario/apply-mend.ts';
import type { Issue, Severity } from '../../src/issues/issue.ts';
import { mendWords } from '../../src/issues/mend-words.ts';
import { messageOf } from '../../src/issues/messages.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { Button } from './button.tsx';
import { Light, type LightState } from './light.tsx';
import './issue-note.css';

const LIGHTS: Readonly<Record<Severity, LightState>> = { refusal: 'missed', warning: 'tight', note: 'none' };
const WORDS: Readonly<Record<Severity, string>> = { refusal: 'Refused', warning: 'Warning', note: 'Note' };

export const IssueNote = ({ issue }: { readonly issue: Issue }) => {
  const edit = useScenarioStore((state) => state.edit);
  const message = messageOf(issue);
  const { mend } = issue;
  return (
    <div className="issue-note">
      <Light state={LIGHTS[issue.severity]} label={WORDS[issue.severity]} />
      <div>
        <p className="issue-note-title">{message.title}</p>
        <p className="issue-note-text">
          {message.detail} {message.remedy}
        </p>
        {mend && (
          <Button
            small
            onClick={() => edit(mendWords(mend), (scenario) => applyMend(defaultCatalogue, scenario, issue))}
          >
            {mendWords(mend)}
          </Button>
        )}
      </div>
    </div>
  );
};
