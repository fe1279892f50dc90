/** Every figure of the answer in one table: sort by any column, filter by words. */
import {
  columnFilteringFeature,
  createColumnHelper,
  createFilteredRowModel,
  createSortedRowModel,
  filterFn_includesString,
  globalFilteringFeature,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
  useTable,
  type SortingState,
} from '@tanstack/react-table';
import { useDeferredValue, useMemo, useState } from 'react';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { TableRow } from '../../src/report/row.ts';
import { rowText } from '../../src/report/row-text.ts';
import { tableRows } from '../../src/report/table-rows.ts';
import { text } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useScenario } from '../state/scenario-store.ts';
import { TierMark } from '../ui/trust-mark.tsx';
import './table-tab.css';

const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
  filterFns: { includesString: filterFn_includesString },
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
});

const helper = createColumnHelper<typeof features, TableRow>();

const columns = helper.columns([
  helper.accessor('group', { header: 'Of', sortFn: 'alphanumeric' }),
  helper.accessor('name', { header: 'Name', sortFn: 'alphanumeric' }),
  helper.accessor('metric', { header: 'Figure', sortFn: 'alphanumeric' }),
  helper.accessor((row) => (typeof row.value === 'number' ? row.value : Number.NEGATIVE_INFINITY), {
    id: 'value',
    header: 'Value',
    sortFn: 'basic',
    enableGlobalFilter: false,
    cell: ({ row }) => text(rowText(row.original)),
  }),
  helper.accessor((row) => row.tier ?? 'stated', {
    id: 'tier',
    header: 'Trust',
    sortFn: 'alphanumeric',
    cell: ({ row }) => (row.original.tier ? <Trust row={row.original} /> : 'stated'),
  }),
]);

const Trust = ({ row }: { readonly row: TableRow }) =>
  row.tier ? (
    <span className="answers__trust">
      <TierMark tier={row.tier} /> {row.tier}
    </span>
  ) : null;

const ARIA = { asc: 'ascending', desc: 'descending' } as const;
const EMPTY: TableRow[] = [];

const TableTab = () => {
  const evaluation = useDeferredValue(useEvaluation());
  const scenario = useDeferredValue(useScenario());
  const [sorting, setSorting] = useState<SortingState>([]);
  const [globalFilter, setGlobalFilter] = useState('');
  const data = useMemo(
    () => (evaluation && scenario ? tableRows(evaluation, scenario, defaultCatalogue) : EMPTY),
    [evaluation, scenario],
  );
  const table = useTable({
    features,
    columns,
    data,
    state: { sorting, globalFilter },
    onSortingChange: setSorting,
    onGlobalFilterChange: setGlobalFilter,
    globalFilterFn: 'includesString',
  });
  const rows = table.getRowModel().rows;
  return (
    <div className="answers">
      <div className="answers__bar">
        <input
          type="search"
          aria-label="Filter the table"
          placeholder="Filter"
          value={globalFilter}
          onChange={(event) => setGlobalFilter(event.target.value)}
        />
        <span aria-live="polite">
          {whole(rows.length)} of {whole(data.length)} figures
        </span>
      </div>
      <div className="answers__scroll scrolls" tabIndex={0} role="region" aria-label="All figures">
        <table>
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id}>
                {group.headers.map((header) => {
                  const sorted = header.column.getIsSorted();
                  return (
                    <th
                      key={header.id}
                      scope="col"
                      data-align={header.column.id === 'value' ? 'end' : 'start'}
                      aria-sort={sorted ? ARIA[sorted] : 'none'}
                    >
                      <button type="button" onClick={header.column.getToggleSortingHandler()}>
                        <table.FlexRender header={header} />
                        <span aria-hidden="true">{sorted === 'asc' ? '↑' : sorted === 'desc' ? '↓' : ''}</span>
                      </button>
                    </th>
                  );
                })}
              </tr>
            ))}
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                {row.getAllCells().map((cell) => (
                  <td key={cell.id} data-align={cell.column.id === 'value' ? 'end' : 'start'}>
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
};

export default TableTab;
