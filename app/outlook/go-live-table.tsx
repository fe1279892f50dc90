/** What each site waits for until it goes live. */
import type { ReactNode } from 'react';
import type { YearsAnswer } from '../../src/outlook/years-answer.ts';
import { cell, TableFigure } from '../ui/charts/table-figure.tsx';
import { decidesWords, goLiveWords } from './go-live.ts';

const COLUMNS = [{ head: 'Site' }, { head: 'Goes live after' }, { head: 'Because of' }] as const;

/** `control` chooses what the tab shows. */
export const GoLiveTable = ({ answer, control }: { readonly answer: YearsAnswer; readonly control?: ReactNode }) => (
  <TableFigure
    title="Going live"
    subtitle="from the day everything is ordered; low to high"
    description={answer.goLive.map((site) => `${site.name}: ${goLiveWords(site)}.`).join(' ')}
    columns={COLUMNS}
    rows={answer.goLive.map((site) => ({
      key: site.siteId,
      cells: [
        cell(site.name),
        cell(goLiveWords(site), site.decides ? 'strong' : 'weak'),
        {
          ...cell(decidesWords(site) || 'everything stands'),
          title: site.items.map(({ path }) => path).join(', '),
        },
      ],
    }))}
    control={control}
  />
);
