/** The one chart of the phone, in a chunk of its own. */
import { DemandChart } from '../results/demand-chart.tsx';
import { useEvaluation } from '../state/results-store.ts';

const PhoneChart = () => {
  const evaluation = useEvaluation();
  return evaluation ? <DemandChart evaluation={evaluation} /> : null;
};

export default PhoneChart;
