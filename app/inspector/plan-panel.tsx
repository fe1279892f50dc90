/** Nothing selected: the plan as a whole, and what is wrong with it. */
import { text, carbon, dollars, electricity, inScale, tokens } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { useEvaluation } from '../state/results-store.ts';
import { IssueNote } from '../ui/issue-note.tsx';
import { AssumptionsSection } from './assumptions-section.tsx';
import { Figure } from './cost-section.tsx';
import { PlanEditors } from './plan-editors.tsx';
import { Row, Section } from './section.tsx';

export const PlanPanel = ({ scenario }: { readonly scenario: Scenario }) => {
  const evaluation = useEvaluation();
  const totals = evaluation?.totals;
  const first = evaluation?.issues.filter((issue) => issue.severity !== 'note').slice(0, 5) ?? [];
  return (
    <>
      <header className="inspector-head">
        <div className="inspector-head__line">
          <h2>The plan</h2>
          <span className="inspector-head__what">nothing selected</span>
        </div>
        <p className="inspector-head__verdict">Select a rack, a pool, a workload or a site to see it in full.</p>
      </header>
      {totals && evaluation.racks.length > 0 && (
        <Section title="In all" note={`${whole(scenario.horizonYears)} years`}>
          <Row label="Accelerators">
            <b>{whole(totals.accelerators)}</b>
          </Row>
          <Row label="Purchase price">
            {totals.capex === null ? <b>no price</b> : <b>{text(dollars(totals.capex))}</b>}
          </Row>
          <Row label="Cost over the horizon" tier={totals.tcoOverHorizon === null ? 'withheld' : totals.tier}>
            {totals.tcoOverHorizon === null ? <b>no price</b> : <b>{text(dollars(totals.tcoOverHorizon))}</b>}
          </Row>
          <Row label="Output per month" tier={totals.tier}>
            <Figure parts={tokens(totals.outputTokensPerMonth)} />
          </Row>
          <Row label="Energy per month" tier={totals.tier}>
            <Figure parts={electricity(totals.energyPerMonth)} />
          </Row>
          <Row label="Carbon per month" tier={totals.tier}>
            <Figure parts={carbon(totals.carbonPerMonth)} />
          </Row>
          <Row label="Embodied, per month" tier={totals.tier}>
            <Figure parts={carbon(totals.embodiedPerMonth)} />
          </Row>
          <Row label="Output per megawatt" tier={totals.tokensPerMegawatt === null ? 'withheld' : totals.tier}>
            {totals.tokensPerMegawatt === null ? (
              <b>none</b>
            ) : (
              <b title={text(inScale('tokenRate', totals.tokensPerMegawatt))}>
                {text(inScale('tokenRate', totals.tokensPerMegawatt))}
              </b>
            )}
          </Row>
        </Section>
      )}
      <PlanEditors scenario={scenario} />
      <AssumptionsSection scenario={scenario} />
      {first.length > 0 && (
        <section className="inspector-section" aria-label="Issues">
          {first.map((issue, index) => (
            <IssueNote key={`${issue.code} ${issue.path} ${index}`} issue={issue} />
          ))}
        </section>
      )}
    </>
  );
};
