/** Words and figures of why attention and FFN cannot stand apart on given racks, by the rack that lacks something [S6]. */
import { acceleratorsOf, layoutWords } from '../performance/layout.ts';
import type { AttentionFfnQuestion } from '../serving/attention-ffn-question.ts';
import type { AttentionFfnReason, AttentionFfnRefusal } from '../serving/attention-ffn-refusal.ts';
import { ffnAcceleratorsOf } from './attention-ffn-points.ts';
import { splitRefusalWords } from './attention-ffn-sides.ts';
import type { FrontierQuestion, RackChoice, RejectReason } from './frontier-types.ts';
import { decimal, type Refusals } from './refusals.ts';

const FAMILIES: Readonly<Record<AttentionFfnReason, RejectReason>> = {
  'no-ffn': 'not-splittable',
  'pipeline-stages': 'not-splittable',
  'draft-model': 'not-splittable',
  'no-link': 'no-ffn-link',
  'leaves-domain': 'not-splittable',
  'ffn-memory': 'ffn-does-not-fit',
  'attention-memory': 'attention-does-not-fit',
  'prefill-memory': 'kv-does-not-fit',
  'no-prefill': 'not-splittable',
};

interface RefusedSplit {
  readonly attention: RackChoice;
  readonly ffn: RackChoice;
  readonly prefill: RackChoice;
  /** Label of the formats. */
  readonly format: string;
  readonly question: AttentionFfnQuestion;
}

/** Facts: the reason by its name in the model, accelerators of the side, bytes it is short by. */
export const noteSplitRefusal = (refusals: Refusals, refused: RefusedSplit, refusal: AttentionFfnRefusal): void => {
  const { attention, ffn, prefill, question } = refused;
  const { reason, shortBytes } = refusal;
  const accelerators = {
    [attention.rackId]: question.attentions * acceleratorsOf(question.attention.layout),
    [ffn.rackId]: ffnAcceleratorsOf(question),
    [prefill.rackId]: question.prefills * acceleratorsOf(question.prefill.layout),
  };
  const rack =
    reason === 'ffn-memory' || (reason === 'no-link' && attention.device.scaleOut > 0)
      ? ffn
      : reason === 'prefill-memory'
        ? prefill
        : attention;
  const facts = { split: reason, accelerators: accelerators[rack.rackId] ?? 0, shortBytes };
  refusals.other(FAMILIES[reason], rack, 1, wordsOf(refused, refusal), facts, shortBytes);
};

const wordsOf = ({ attention, ffn, prefill, format, question }: RefusedSplit, refusal: AttentionFfnRefusal): string => {
  const { reason, shortBytes } = refusal;
  const short = `short by ${decimal(shortBytes / 1e9)} GB: ${question.attention.model.name}`;
  switch (reason) {
    case 'ffn-memory': {
      const formats = question.ffn.kind === 'sram' ? 'FP8' : format;
      return `FFN side ${short} in ${formats} on ${ffnAcceleratorsOf(question)} accelerators of ${ffn.label}`;
    }
    case 'attention-memory':
      return `Attention side ${short} in ${format} on ${question.attentions} of ${layoutWords(question.attention.layout)}`;
    case 'prefill-memory':
      return `Prefill side ${short} in ${format} on ${prefill.label}`;
    case 'no-link': {
      const lacking = attention.device.scaleOut > 0 ? ffn : attention;
      return `${lacking.label}: no published network card to the other side of attention and FFN`;
    }
    default: {
      const said = splitRefusalWords(refusal, ffn.label);
      return `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
    }
  }
};

/** Where no rack runs FFNs for another. */
export const noteNoFfnRack = (refusals: Refusals, { racks }: FrontierQuestion): void => {
  const where = racks.length > 1 ? 'beside another at the same site' : 'on a site with other racks';
  refusals.other(
    'mode-not-searched',
    null,
    1,
    `Attention apart from FFN needs a rack group with the role ffn, ${where}`,
  );
};
