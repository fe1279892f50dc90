/** Catches a fault of the drawing. The plan lives in the store, outside React, so it is kept and can be shown again. */
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';

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
      <div className="fault" role="alert">
        <p className="fault__title">{this.props.of} could not be drawn</p>
        <p>The plan is kept. {error.message}</p>
        <div className="fault__actions">
          <Button onClick={() => this.setState({ error: null, stack: '' })}>Draw again</Button>
          <Button onClick={() => void navigator.clipboard.writeText(stack)}>Copy details</Button>
        </div>
      </div>
    );
  }
}
