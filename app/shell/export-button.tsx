/** Every figure of the answer as a CSV file. The report is loaded on the click. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { fileNameOf, saveFile } from '../share/files.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useScenario } from '../state/scenario-store.ts';
import { Button } from '../ui/button.tsx';

export const ExportButton = () => {
  const scenario = useScenario();
  const evaluation = useEvaluation();
  const save = async () => {
    if (!scenario || !evaluation) return;
    const [{ tableRows }, { toCsv }] = await Promise.all([
      import('../../src/report/table-rows.ts'),
      import('../../src/report/csv.ts'),
    ]);
    saveFile(
      fileNameOf(scenario.name, 'csv'),
      toCsv(tableRows(evaluation, scenario, defaultCatalogue)),
      'text/csv;charset=utf-8',
    );
  };
  return (
    <Button icon="download" disabled={!evaluation} onClick={() => void save()}>
      Export CSV
    </Button>
  );
};
