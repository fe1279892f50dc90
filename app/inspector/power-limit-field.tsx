/** The power each accelerator of a rack group may draw, as a share of its board power. */
import type { System } from '../../src/catalogue/figures.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { UpdateRackGroup } from '../../src/scenario/edits/update-rack-group.ts';
import type { RackGroup } from '../../src/scenario/schema.ts';
import { text, watts } from '../../src/units/format.ts';
import { scale } from '../../src/units/quantity.ts';
import { Field } from './editors/field.tsx';
import { SourceMark } from './figures/source-mark.tsx';
import { Row } from './section.tsx';

const PER_CENT = 100;
const LABEL = 'Power limit, of board power';

interface PowerLimitFieldProps {
  readonly group: RackGroup;
  readonly system: System;
  readonly onChange: (label: string, patch: UpdateRackGroup['patch']) => void;
}

export const PowerLimitField = ({ group, system, onChange }: PowerLimitFieldProps) => {
  const { acceleratorId } = system;
  if (acceleratorId === null) return null;
  const board = defaultCatalogue.accelerators[acceleratorId]?.boardPower ?? null;
  const { powerLimitShare } = group;
  const limited = powerLimitShare !== 1;
  return (
    <>
      <Field
        label={LABEL}
        value={powerLimitShare * PER_CENT}
        unit="%"
        min={30}
        max={100}
        overridden={limited}
        defaultText={`100 %${board === null ? '' : `, ${text(watts(board))}`}, as the maker sets it`}
        mark={<SourceMark label={LABEL} path={`accelerators.${acceleratorId}.boardPower`} />}
        onChange={(percent) => onChange(`limit the power of ${system.name}`, { powerLimitShare: percent / PER_CENT })}
        onReset={() => onChange(`reset the power limit of ${system.name}`, { powerLimitShare: undefined })}
      />
      {limited && board !== null && (
        <Row label="each draws at most">
          <b>{text(watts(scale(board, powerLimitShare)))}</b>
        </Row>
      )}
    </>
  );
};
