/** Where a workload may run: every site, or those that are ticked. */
import type { UpdateWorkload } from '../../src/scenario/edits/update-workload.ts';
import type { Scenario, Workload } from '../../src/scenario/schema.ts';
import { SwitchRow } from './editors/switch-row.tsx';
import { Section } from './section.tsx';

interface AllowedSitesSectionProps {
  readonly scenario: Scenario;
  readonly workload: Workload;
  readonly onChange: (label: string, patch: UpdateWorkload['patch']) => void;
}

/** The ids allowed after one is ticked or cleared; undefined when that is every site. */
export const allowedAfter = (
  sites: readonly string[],
  allowed: readonly string[] | undefined,
  siteId: string,
  may: boolean,
): string[] | undefined => {
  const next = sites.filter((id) => (id === siteId ? may : (allowed ?? sites).includes(id)));
  return next.length === sites.length ? undefined : next;
};

export const AllowedSitesSection = ({ scenario, workload, onChange }: AllowedSitesSectionProps) => {
  if (scenario.sites.length === 0) return null;
  const ids = scenario.sites.map((site) => site.id);
  const allowed = workload.allowedSiteIds;
  const note = allowed === undefined ? 'every site' : allowed.length === 0 ? 'no site: nothing serves it' : undefined;
  return (
    <Section title="May run at" note={note}>
      {scenario.sites.map((site) => (
        <SwitchRow
          key={site.id}
          label={site.name}
          checked={allowed === undefined || allowed.includes(site.id)}
          onChange={(may) =>
            onChange('change where it may run', { allowedSiteIds: allowedAfter(ids, allowed, site.id, may) })
          }
        />
      ))}
    </Section>
  );
};
