/** What is kept of prompts and idle sessions, in which blocks and on which tiers. */
import type { Serving } from '../../../src/scenario/schema.ts';
import { whole } from '../../../src/units/significant.ts';
import { Choice } from '../editors/choice.tsx';
import { Field } from '../editors/field.tsx';
import { tierReason } from './availability.ts';
import type { LeverProps } from './context.ts';
import { LeverMark } from './lever-mark.tsx';
import { STANDARD } from './lever-words.ts';
import { ReuseRows } from './reuse-rows.tsx';

const ON_OFF = [
  { value: 'on', name: 'on' },
  { value: 'off', name: 'off' },
] as const;
const onOff = (on: boolean): 'on' | 'off' => (on ? 'on' : 'off');

const TIERS = [
  { key: 'host', label: 'KV in host memory', word: 'host memory' },
  { key: 'localNvme', label: 'KV on local NVMe', word: 'local NVMe' },
  { key: 'racks', label: 'KV in storage racks', word: 'storage racks' },
] as const;

const WAITS: readonly { readonly value: Serving['kvTiers']['wait']; readonly name: string }[] = [
  { value: 'auto', name: 'automatic' },
  { value: 'hold', name: 'hold' },
  { value: 'demote', name: 'move down a tier' },
  { value: 'drop', name: 'drop, compute again' },
];

const BLOCK_TOKENS = STANDARD.pagedBlockTokens === 'off' ? 1 : STANDARD.pagedBlockTokens;
const MOST_BLOCK_TOKENS = 1_024;

export const PrefixAndKv = ({ serving, context, groups, serve }: LeverProps) => {
  const { prefixCaching, pagedBlockTokens, kvTiers } = serving;
  const paged = pagedBlockTokens !== 'off';
  const reuse = groups.find((group) => group.reuse !== null)?.reuse ?? null;
  return (
    <>
      <Choice
        label="Prefix caching"
        value={onOff(prefixCaching)}
        options={ON_OFF}
        standard={onOff(STANDARD.prefixCaching)}
        mark={<LeverMark id="prefixCaching" label="Prefix caching" />}
        onChange={(chosen) => serve(`switch prefix caching ${chosen}`, { prefixCaching: chosen === 'on' })}
      />
      <Choice
        label="Paged attention"
        value={onOff(paged)}
        options={ON_OFF}
        standard="on"
        mark={<LeverMark id="pagedBlockTokens" label="Paged attention" />}
        onChange={(chosen) =>
          serve(`switch paged attention ${chosen}`, { pagedBlockTokens: chosen === 'on' ? BLOCK_TOKENS : 'off' })
        }
      />
      {paged && (
        <Field
          label="Block of KV"
          value={pagedBlockTokens}
          unit="tok"
          min={1}
          max={MOST_BLOCK_TOKENS}
          whole
          overridden={pagedBlockTokens !== BLOCK_TOKENS}
          defaultText={whole(BLOCK_TOKENS)}
          onChange={(tokens) => serve('change the KV block', { pagedBlockTokens: tokens })}
          onReset={() => serve('reset the KV block', { pagedBlockTokens: BLOCK_TOKENS })}
        />
      )}
      {TIERS.map(({ key, label, word }) => (
        <Choice
          key={key}
          label={label}
          value={onOff(kvTiers[key])}
          options={ON_OFF}
          standard={onOff(STANDARD.kvTiers[key])}
          refused={tierReason(key, context)}
          mark={<LeverMark id="kvTiers" label={label} />}
          onChange={(chosen) =>
            serve(chosen === 'on' ? `keep KV in ${word}` : `keep no KV in ${word}`, {
              kvTiers: { ...kvTiers, [key]: chosen === 'on' },
            })
          }
        />
      ))}
      <Choice
        label="KV during tool waits"
        value={kvTiers.wait}
        options={WAITS}
        standard={STANDARD.kvTiers.wait}
        mark={<LeverMark id="kvTiers" label="KV during tool waits" />}
        onChange={(wait) => serve('change what KV does during tool waits', { kvTiers: { ...kvTiers, wait } })}
      />
      {reuse && <ReuseRows reuse={reuse} />}
    </>
  );
};
