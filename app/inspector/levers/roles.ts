/** Roles of racks: their names, what each does in one sentence, and which a system cannot have. */
import type { System } from '../../../src/catalogue/figures.ts';
import type { RackGroup } from '../../../src/scenario/schema.ts';

export const ROLE_NAMES: Readonly<Record<RackGroup['role'], string>> = {
  auto: 'automatic',
  prefill: 'prefill',
  decode: 'decode',
  attention: 'attention',
  ffn: 'FFN',
  'kv-store': 'KV store',
  'cpu-tools': 'CPU for tools',
};

export const ROLE_SENTENCES: Readonly<Record<Exclude<RackGroup['role'], 'auto'>, string>> = {
  prefill: 'Computes prompts and hands their KV to the racks of its site that decode.',
  decode: 'Takes the KV of finished prompts and writes the tokens.',
  attention: 'Runs attention, keeps the KV, and sends the activations of every layer to the FFN racks.',
  ffn: 'Runs FFN and experts for the attention racks of its site.',
  'kv-store': 'Keeps the KV of idle sessions for the pools of its site; serves no tokens.',
  'cpu-tools': 'Runs the tools that sessions call; serves no tokens.',
};

/** Why a system cannot have a role; null where it can. */
export const roleReason = (role: RackGroup['role'], system: System): string | null => {
  switch (role) {
    case 'auto':
      return null;
    case 'kv-store':
      return system.store === null ? 'not a storage system' : null;
    case 'cpu-tools':
      return system.cpuCores === null ? 'CPU cores not published' : null;
    default:
      return system.accelerators === 0 ? 'no accelerator' : null;
  }
};
