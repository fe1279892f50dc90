/** A figure that is a table of words and figures: columns and rows as data, so that its plain table says the same. */
import type { ReactNode } from 'react';
import { FigureFrame } from './figure-frame.tsx';
import { RuledTable, type RuledColumn } from './ruled-table.tsx';

export interface Cell {
  readonly text: string;
  readonly tone?: 'strong' | 'weak' | 'broken';
  readonly title?: string;
  /** After the words: a mark of trust. */
  readonly mark?: ReactNode;
  /** In place of the words, where they open something. */
  readonly shown?: ReactNode;
}

export interface FigureRow {
  readonly key: string;
  /** One per column; the first names the row. */
  readonly cells: readonly Cell[];
}

interface TableFigureProps {
  readonly title: string;
  readonly subtitle: string;
  /** One sentence that says what the table shows. */
  readonly description: string;
  readonly columns: readonly RuledColumn[];
  readonly rows: readonly FigureRow[];
  readonly control?: ReactNode;
  readonly legend?: ReactNode;
  /** Below the rows. */
  readonly note?: string;
}

/** A cell of plain words. */
export const cell = (text: string, tone?: Cell['tone']): Cell => (tone ? { text, tone } : { text });

export const TableFigure = ({ columns, rows, note, ...frame }: TableFigureProps) => (
  <FigureFrame
    {...frame}
    samples={{
      axis: columns[0]?.head ?? '',
      positions: rows.map((_, index) => index),
      at: (index) => {
        const [first, ...others] = rows[index]?.cells ?? [];
        return {
          label: first?.text ?? '',
          rows: others.map(({ text }, at) => ({ name: columns[at + 1]?.head ?? '', value: text })),
        };
      },
    }}
  >
    <RuledTable label={frame.title} columns={columns}>
      {rows.map(({ key, cells }) => (
        <tr key={key}>
          {cells.map((one, at) => {
            const Tag = at === 0 ? 'th' : 'td';
            return (
              <Tag
                key={columns[at]?.head ?? at}
                scope={at === 0 ? 'row' : undefined}
                data-align={columns[at]?.align ?? 'left'}
                data-strong={one.tone === 'strong'}
                data-weak={one.tone === 'weak'}
                data-broken={one.tone === 'broken'}
                title={one.title}
              >
                {one.shown ?? one.text}
                {one.mark && <> {one.mark}</>}
              </Tag>
            );
          })}
        </tr>
      ))}
      {note !== undefined && (
        <tr>
          <td colSpan={columns.length} data-weak="true">
            {note}
          </td>
        </tr>
      )}
    </RuledTable>
  </FigureFrame>
);
