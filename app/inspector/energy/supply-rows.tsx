/** Power made on the site: of which kind, and up to how much in every hour; the grid gives the rest. */
import type { UpdateSite } from '../../../src/scenario/edits/update-site.ts';
import type { Site, Supply } from '../../../src/scenario/schema.ts';
import { Choice } from '../editors/choice.tsx';
import { Field } from '../editors/field.tsx';
import { FigureRow } from '../figures/figure-row.tsx';

const NONE = 'none';
const KILO = 1_000;
/** Share of the power cap a plant starts with. */
const FIRST_SHARE = 0.25;

const SOURCES = [
  { value: NONE, name: 'nothing' },
  { value: 'gas', name: 'gas turbine' },
  { value: 'solar-storage', name: 'solar with storage' },
  { value: 'wind', name: 'wind' },
] as const;

interface SupplyRowsProps {
  readonly site: Site;
  readonly onChange: (label: string, patch: UpdateSite['patch']) => void;
}

export const SupplyRows = ({ site, onChange }: SupplyRowsProps) => {
  const { supply } = site;
  const set = (label: string, next: Supply | undefined): void => onChange(label, { supply: next });
  return (
    <>
      <Choice
        label="Made on the site"
        value={supply?.source ?? NONE}
        options={SOURCES}
        standard={NONE}
        onChange={(source) =>
          source === NONE
            ? set('remove the supply of its own', undefined)
            : set('change the supply of its own', {
                source,
                watts: supply?.watts ?? Math.max(1, site.powerCapWatts * FIRST_SHARE),
              })
        }
      />
      {supply && (
        <div className="sub-rows">
          <Field
            label="up to, in every hour"
            value={supply.watts / KILO}
            unit="kW"
            min={0.001}
            max={1e12}
            onChange={(kilowatts) => set('change the supply of its own', { ...supply, watts: kilowatts * KILO })}
          />
          <FigureRow label="its energy" path={`power.ownSupply.${supply.source}.energyPrice`} />
          <FigureRow label="its carbon" path={`power.ownSupply.${supply.source}.carbonIntensity`} />
        </div>
      )}
    </>
  );
};
