/** Catches a fault of the drawing. The plan lives in the store, outside React, so it is kept and can be shown again. */
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import './fault.css';

interface ErrorBoundaryProps {
  /** What is drawn inside, for the sentence: "the dock". */
  readonly of: string;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly error: Error | null;
  readonly stack: string;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, stack: '' };

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    this.setState({
      stack: `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n${info.componentStack ?? ''}`,
    });
  }

  override render(): ReactNode {
    const { error, stack } = this.state;
    if (!error) return this.props.children;
    return (
      <Fault
        title={`${this.props.of} could not be drawn`}
        retry="Draw again"
        onRetry={() => this.setState({ error: null, stack: '' })}
        details={stack}
      >
        The plan is kept. {error.message}
      </Fault>
    );
  }
}

interface FaultProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly retry: string;
  readonly onRetry: () => void;
  /** What a person can copy for the one who mends it. */
  readonly details?: string;
}

/** A part that is not there: what is kept, and the way back. */
export const Fault = ({ title, children, retry, onRetry, details }: FaultProps) => (
  <div className="fault" role="alert">
    <p className="fault__title">{title}</p>
    <p>{children}</p>
    <div className="fault__actions">
      <Button onClick={onRetry}>{retry}</Button>
      {details !== undefined && (
        <Button onClick={() => void navigator.clipboard.writeText(details)}>Copy details</Button>
      )}
    </div>
  </div>
);
