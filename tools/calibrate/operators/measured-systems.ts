/** Systems whose operators were measured, with the accelerator and the system of the catalogue that stand for them. */
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import { deviceOf } from '../../../src/performance/device.ts';
import type { MeasuredSystem } from './builder.ts';

const SYSTEMS: readonly (readonly [name: string, acceleratorId: string, systemId: string])[] = [
  ['a100_sxm', 'a100-sxm-80', 'a100-8'],
  ['h100_sxm', 'h100-sxm', 'hgx-h100-8'],
  ['h200_sxm', 'h200-sxm', 'hgx-h200-8'],
  ['b200_sxm', 'b200-sxm', 'dgx-b200-8'],
  ['b300_sxm', 'b300-sxm', 'dgx-b300-8'],
  ['gb200', 'gb200', 'gb200-nvl72'],
  ['gb300', 'gb300', 'gb300-nvl72'],
  ['l40s', 'l40s', 'l40s-8'],
  ['rtx_pro_6000_server', 'rtx-pro-6000-se', 'rtx-pro-8'],
];

/** All of them, or those named; throws for a name or a catalogue entry that is missing. */
export const measuredSystems = (names?: readonly string[]): MeasuredSystem[] => {
  const unknown = names?.find((name) => !SYSTEMS.some(([known]) => known === name));
  if (unknown !== undefined) throw new Error(`not a measured system: ${unknown}`);
  return SYSTEMS.filter(([name]) => names === undefined || names.includes(name)).map(
    ([name, acceleratorId, systemId]) => {
      const accelerator = defaultCatalogue.accelerators[acceleratorId];
      const system = defaultCatalogue.systems[systemId];
      const device = accelerator && system ? deviceOf(accelerator, system) : null;
      if (!device) throw new Error(`the catalogue lacks figures of ${acceleratorId} in ${systemId}`);
      return { name, acceleratorId, device };
    },
  );
};
