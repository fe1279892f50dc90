/** A table that is the figure: ruled lines, head stays, words left and figures right. Words may take a second line, figures never. */
import type { ReactNode } from 'react';
import './ruled-table.css';

export interface RuledColumn {
  readonly head: string;
  readonly align?: 'left' | 'right';
}

interface RuledTableProps {
  readonly label: string;
  readonly columns: readonly RuledColumn[];
  readonly children: ReactNode;
}

export const RuledTable = ({ label, columns, children }: RuledTableProps) => (
  <div className="ruled-table scrolls" role="region" tabIndex={0} aria-label={label}>
    <table>
      <thead>
        <tr>
          {columns.map(({ head, align = 'left' }) => (
            <th key={head} scope="col" data-align={align}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);
