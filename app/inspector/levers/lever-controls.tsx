/** The controls of one group of levers; loaded when the first group is opened. */
import { Batching } from './batching.tsx';
import type { LeverProps } from './context.ts';
import { Cut } from './cut.tsx';
import type { LeverGroupId } from './lever-words.ts';
import { NumberFormats } from './number-formats.tsx';
import { PrefixAndKv } from './prefix-and-kv.tsx';
import { SpeculationLevers } from './speculation-levers.tsx';
import { WayOfServing } from './way-of-serving.tsx';

const LeverControls = ({ id, ...levers }: LeverProps & { readonly id: LeverGroupId }) => {
  switch (id) {
    case 'way':
      return <WayOfServing {...levers} />;
    case 'formats':
      return <NumberFormats {...levers} />;
    case 'cut':
      return <Cut {...levers} />;
    case 'batching':
      return <Batching {...levers} />;
    case 'kv':
      return <PrefixAndKv {...levers} />;
    case 'speculation':
      return <SpeculationLevers {...levers} />;
  }
};

export default LeverControls;
