/** How far the run over the points has come, and what to do where it ended early. */
import { percent, text } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';
import { useValidationStore } from '../state/validation-store.ts';
import { Button } from '../ui/button.tsx';
import './run-state.css';

export const RunState = () => {
  const status = useValidationStore((state) => state.status);
  const done = useValidationStore((state) => state.points.length);
  const total = useValidationStore((state) => state.total);
  const failure = useValidationStore((state) => state.failure);
  const start = useValidationStore((state) => state.start);
  const cancel = useValidationStore((state) => state.cancel);
  const counted = total === null ? 'Fetching the measured runs.' : `${whole(done)} of ${whole(total)} runs predicted`;
  switch (status) {
    case 'idle':
    case 'running':
      return (
        <div className="run-state" role="status">
          <span>{counted}</span>
          <span className="run-state__track" aria-hidden="true">
            <span style={{ width: text(percent(total === null ? 0 : done / total)).replace(/\s/, '') }} />
          </span>
          <Button small onClick={cancel}>
            Cancel
          </Button>
        </div>
      );
    case 'done':
      return (
        <div className="run-state" role="status">
          <span>{counted}, on this machine</span>
        </div>
      );
    case 'cancelled':
      return (
        <div className="run-state" role="status">
          <span>Cancelled: {counted}. What is drawn stands.</span>
          <Button small onClick={() => void start()}>
            Predict all again
          </Button>
        </div>
      );
    case 'failed':
      return (
        <div className="run-state run-state--broken" role="alert">
          <span>
            The run stopped: {failure}. {counted}.
          </span>
          <Button small onClick={() => void start()}>
            Try again
          </Button>
        </div>
      );
  }
};
