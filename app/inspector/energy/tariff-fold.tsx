/** The price of electricity by local hour: 24 multipliers of the site's price, drawn in money. */
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import { setTariffHour } from '../../../src/scenario/edits/set-tariff-hour.ts';
import type { UpdateSite } from '../../../src/scenario/edits/update-site.ts';
import type { Site } from '../../../src/scenario/schema.ts';
import { TIMES } from '../../../src/units/format.ts';
import { clock } from '../../../src/units/format-time.ts';
import { significant } from '../../../src/units/significant.ts';
import { useScenarioStore } from '../../state/scenario-store.ts';
import { Button } from '../../ui/button.tsx';
import { CurveEditor } from '../curve/curve-editor.tsx';
import { HOUR_NAMES, HOUR_TICKS, zoneName } from '../demand/day-shapes.ts';
import { Fold } from '../editors/fold.tsx';

const JOULES_PER_KWH = 3.6e6;
const ALIKE: readonly number[] = HOUR_NAMES.map(() => 1);

/** "one price all day", or the highest with its hour. */
export const tariffSummary = (shape: readonly number[] | undefined): string => {
  if (!shape) return 'one price all day';
  const most = Math.max(...shape);
  return `${significant(most)} ${TIMES} at ${clock(shape.indexOf(most))}`;
};

interface TariffFoldProps {
  readonly site: Site;
  /** USD/J, above 0. */
  readonly price: number;
  readonly onChange: (label: string, patch: UpdateSite['patch']) => void;
}

export const TariffFold = ({ site, price, onChange }: TariffFoldProps) => {
  const edit = useScenarioStore((state) => state.edit);
  const perKwh = price * JOULES_PER_KWH;
  const zone = zoneName(defaultCatalogue.regions[site.regionId]?.utcOffsetHours ?? 0);
  const say = (value: number): string =>
    `${significant(value)} USD/kWh, ${significant(value / perKwh)} ${TIMES} the price`;
  return (
    <Fold title="Tariff by hour" summary={tariffSummary(site.tariffShape)} changed={site.tariffShape !== undefined}>
      <p className="inspector-text">USD/kWh by local hour, {zone}. Dashed: the price of the site.</p>
      <CurveEditor
        label="Price of electricity by local hour"
        values={(site.tariffShape ?? ALIKE).map((value) => value * perKwh)}
        names={HOUR_NAMES}
        ticks={HOUR_TICKS}
        unit="USD/kWh"
        tone="energy"
        rest={perKwh}
        say={say}
        mark={significant}
        onSet={(hour, value, gesture) =>
          edit(
            `set the tariff at ${HOUR_NAMES[hour] ?? ''}`,
            (before) => setTariffHour(before, { siteId: site.id, hour, multiplier: value / perKwh }),
            gesture,
          )
        }
      />
      {site.tariffShape && (
        <div className="inspector-line">
          <span className="inspector-text">was one price all day</span>
          <Button small onClick={() => onChange('reset the tariff', { tariffShape: undefined })}>
            Reset tariff
          </Button>
        </div>
      )}
    </Fold>
  );
};
