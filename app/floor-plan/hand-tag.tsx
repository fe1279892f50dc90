/** The tag beside the slot under the thing in hand: what a drop there gives, or why it is refused and where it fits. */
import { useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { messageOf } from '../../src/issues/messages.ts';
import { chooseDeployment } from '../../src/scenario/edits/place-rack.ts';
import { deploymentOfGroup, groupAt, positionLabel } from '../../src/scenario/positions.ts';
import { countAt } from '../../src/scenario/rack-groups.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { dollars, text, watts } from '../../src/units/format.ts';
import { change } from '../../src/units/format-change.ts';
import { previewKey } from '../state/preview-in-hand.ts';
import { useResultsStore } from '../state/results-store.ts';
import { useScenario } from '../state/scenario-store.ts';
import { useSessionStore, type InHand } from '../state/session-store.ts';
import { targetElement } from '../ui/drag/drag-session.ts';
import { Tag, TagRow } from '../ui/tag.tsx';
import { feedAt } from './drag-rules.ts';
import { fitsText } from './estate-facts.ts';
import { useHandStore } from './hand-store.ts';

const GAP = 16;
const LINES = 2;

export const HandTag = () => {
  const over = useHandStore((state) => state.over);
  const refused = useHandStore((state) => state.refused);
  const inHand = useSessionStore((state) => state.inHand);
  const scenario = useScenario();
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (over !== null && box.current) standBeside(box.current, over);
  });
  if (over === null || !inHand?.over || !scenario) return null;
  return createPortal(
    <div ref={box} className="hand-tag" aria-hidden="true">
      {refused ? <Refused scenario={scenario} /> : <Good scenario={scenario} inHand={inHand} over={inHand.over} />}
    </div>,
    document.body,
  );
};

/** On the side with room, never over the slot and never below the estate, where the figures are. */
const standBeside = (tag: HTMLElement, target: string): void => {
  const slot = targetElement(target)?.getBoundingClientRect();
  const ground = document.querySelector('[data-drag-scroll]')?.getBoundingClientRect();
  if (!slot || !ground) return;
  const { width, height } = tag.getBoundingClientRect();
  const right = slot.right + GAP;
  const left = right + width <= window.innerWidth - GAP ? right : slot.left - GAP - width;
  const top = Math.max(ground.top + 4, Math.min(slot.top + 20, ground.bottom - height - 4));
  tag.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
};

const Refused = ({ scenario }: { readonly scenario: Scenario }) => {
  const issues = useHandStore((state) => state.issues).filter((issue) => issue.severity === 'refusal');
  const legal = useHandStore((state) => state.legal);
  const fits = fitsText(scenario, legal);
  const [first] = issues;
  if (!first) return null;
  return (
    <Tag
      tone="refused"
      title={messageOf(first).title}
      foot={
        fits ? (
          <>
            Fits: <span className="value">{fits}</span> F jumps there, Esc puts it back
          </>
        ) : (
          'No position takes it. Esc puts it back'
        )
      }
    >
      {issues.slice(0, LINES).map((issue) => (
        <p key={issue.code}>{messageOf(issue).detail}</p>
      ))}
    </Tag>
  );
};

interface GoodProps {
  readonly scenario: Scenario;
  readonly inHand: InHand;
  readonly over: NonNullable<InHand['over']>;
}

const Good = ({ scenario, inHand, over }: GoodProps) => {
  const { systemId, from } = inHand;
  const count = from ? countAt(scenario, from) : 1;
  const feed = feedAt(scenario, { systemId, count }, over);
  const key = previewKey(inHand);
  const preview = useResultsStore((state) => (state.preview?.key === key ? state.preview.evaluation : null));
  const evaluation = useResultsStore((state) => state.evaluation);
  const warnings = useHandStore((state) => state.issues);
  const site = preview?.sites.find((item) => item.siteId === over.siteId);
  const siteIndex = scenario.sites.findIndex((item) => item.id === over.siteId);
  const pool = poolName(scenario, systemId, over, from);
  const [costNow, costThen] = [evaluation?.totals.costPerMonth ?? null, preview?.totals.costPerMonth ?? null];
  const rateNow = evaluation?.totals.slaCapacityTokensPerSecond ?? null;
  const rateThen = preview?.totals.slaCapacityTokensPerSecond ?? null;
  return (
    <Tag
      tone="good"
      title={`Drop at ${positionLabel(siteIndex, over.position)}${pool ? `: joins ${pool}` : ''}`}
      foot={noteOf(warnings)}
    >
      <TagRow label="Feed here">
        {feed ? (
          <>
            {watts(feed.drawn).value} <span className="unit">of {text(watts(feed.limit))}</span>
          </>
        ) : (
          'not stated'
        )}
      </TagRow>
      {site && (
        <TagRow label="Site at the meter">
          {text(watts(site.peakMeterPower))} <span className="unit">of {text(watts(site.powerCap))}</span>
        </TagRow>
      )}
      {rateNow !== null && rateThen !== null && <TagRow label="SLA capacity">{text(change(rateThen, rateNow))}</TagRow>}
      {costThen !== null && (
        <TagRow label="Cost per month">
          {text(dollars(costThen))}{' '}
          {costNow !== null && <span className="unit">{text(change(costThen, costNow))}</span>}
        </TagRow>
      )}
    </Tag>
  );
};

/** The pool it would serve: that of what stands there, its own when it moves, else the one chosen for it. */
const poolName = (
  scenario: Scenario,
  systemId: string,
  over: NonNullable<InHand['over']>,
  from: InHand['from'],
): string | null => {
  const group = groupAt(scenario, over) ?? (from ? groupAt(scenario, from) : null);
  if (group) return deploymentOfGroup(scenario, group.id)?.name ?? null;
  if ((defaultCatalogue.systems[systemId]?.accelerators ?? 0) === 0) return null;
  const id = chooseDeployment(scenario, systemId, over.siteId);
  return scenario.deployments.find((item) => item.id === id)?.name ?? null;
};

const noteOf = (issues: ReturnType<typeof useHandStore.getState>['issues']): string | undefined => {
  const [first] = issues;
  return first ? messageOf(first).title : undefined;
};
