/** One claim: the sentence, what is computed, our figures beside it, the curve, the reason, and the plan that opens. */
import type { ClaimAnswer, ClaimStatement, ClaimTable } from '../../src/validation/claims/claim.ts';
import { figureText } from '../../src/validation/claims/figure-text.ts';
import { Button } from '../ui/button.tsx';
import { TierMark } from '../ui/trust-mark.tsx';
import { Curves } from './curves.tsx';
import { Verdict } from './verdict.tsx';
import './claim.css';

interface ClaimDetailProps {
  readonly statement: ClaimStatement;
  readonly answer: ClaimAnswer | undefined;
  readonly onOpenExample: (id: string) => void;
}

export const ClaimDetail = ({ statement, answer, onOpenExample }: ClaimDetailProps) => (
  <article className="claim" aria-labelledby="claim-title">
    <div className="claim__head">
      <h2 id="claim-title">{statement.title}</h2>
      {answer && <Verdict verdict={answer.verdict} />}
      <Button small onClick={() => onOpenExample(statement.exampleId)}>
        Open a related plan
      </Button>
    </div>
    <blockquote>{statement.published}</blockquote>
    <p className="claim__source">{statement.source}</p>
    <p className="claim__computed">
      <b>Computed:</b> {statement.computed}
    </p>
    {answer ? <Answer answer={answer} /> : <p className="claim__wait">Not computed yet.</p>}
  </article>
);

const Answer = ({ answer }: { readonly answer: ClaimAnswer }) => (
  <>
    <div className="claim__table scrolls" role="region" tabIndex={0} aria-label="Ours and published">
      <table>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">Ours</th>
            <th scope="col">Published</th>
            <th scope="col">Conditions</th>
          </tr>
        </thead>
        <tbody>
          {answer.figures.map(({ name, ours, published, unit, tier, note }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="value">
                {figureText(ours, unit)} <TierMark tier={tier} />
              </td>
              <td>{published === null ? '' : figureText(published, unit)}</td>
              <td>{note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    <p className="claim__reason">
      <b>Why:</b> {answer.reason}
    </p>
    {answer.table && <Table table={answer.table} />}
  </>
);

const Table = ({ table }: { readonly table: ClaimTable }) => (
  <section className="claim__curve" aria-labelledby="claim-curve">
    <h3 id="claim-curve">
      {table.title}{' '}
      <span>
        {table.drawn ? 'over' : 'by'} {table.axis.toLowerCase()}
      </span>
    </h3>
    {table.drawn && <Curves table={table} />}
    <div className="claim__table scrolls" role="region" tabIndex={0} aria-label={`${table.title}, table`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{table.axis}</th>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ name, values }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {values.map((value, index) => (
                <td key={table.columns[index]} data-absent={value === null}>
                  {figureText(value, table.unit, 'none')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
);
