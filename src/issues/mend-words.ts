/** What the button that mends an issue says. */
import { text, watts } from '../units/format.ts';
import { quantity } from '../units/quantity.ts';
import type { Fact, Mend } from './issue.ts';

/** One line in the imperative: "Use FP8 weights". */
export const mendWords = (mend: Mend): string => {
  const { action, args } = mend;
  const word = (name: string): string => String(args[name] ?? '');
  switch (action) {
    case 'use-layout':
      return `Use ${layoutWords(args)}`;
    case 'use-weights':
      return `Use ${word('weights').toUpperCase()} weights`;
    case 'use-kv-format':
      return `Use ${word('kvFormat').toUpperCase()} for KV`;
    case 'add-rack':
      return `Add ${args['count'] === undefined || args['count'] === 1 ? 'one' : word('count')} ${word('system') || word('systemId')}`;
    case 'assign-workload':
      return args['deployment'] === undefined ? 'Serve it from this pool' : `Serve it from ${word('deployment')}`;
    case 'set-site-power': {
      const cap = args['powerCapWatts'];
      return typeof cap === 'number' ? `Raise the cap to ${text(watts(quantity<'J/s'>(cap)))}` : 'Raise the cap';
    }
    default:
      return assertNever(action);
  }
};

/** As `TP8`, `TP4 · PP2`, `DP32 · EP32`: only what differs from one. */
const layoutWords = (args: Readonly<Record<string, Fact>>): string => {
  const parts = [
    ['TP', args['tp']],
    ['PP', args['pp']],
    ['DP', args['attnDp']],
    ['EP', args['ep']],
  ] as const;
  const shown = parts.filter(([, size]) => size !== undefined && size !== 1).map(([label, size]) => `${label}${size}`);
  return shown.length === 0 ? 'one accelerator per instance' : shown.join(' · ');
};

const assertNever = (action: never): never => {
  throw new Error(`mendWords: ${String(action)}`);
};
