/** Every line of a bill, and the six parts it is told in. Lines add up to parts, parts to the total. */
import { add, quantity, scale, type Dollars } from '../units/quantity.ts';

/** Lines of a bill; the period is that of whoever made it. */
export interface CostStack {
  /** Annuities of the purchase, less residual value. */
  readonly server: Dollars;
  readonly fabric: Dollars;
  readonly storage: Dollars;
  /** Installation and the spares bought with it. */
  readonly spares: Dollars;
  /** Annuity of an own building; or colocation by kW-month. */
  readonly building: Dollars;
  readonly colocation: Dollars;
  readonly energy: Dollars;
  readonly siteOperation: Dollars;
  readonly maintenance: Dollars;
  readonly staff: Dollars;
  readonly licence: Dollars;
  readonly taxes: Dollars;
  /** Tokens streamed out of the site. */
  readonly egress: Dollars;
  readonly rent: Dollars;
}

/** Money by part; the period is that of the function that returns it. */
export interface CostBreakdown {
  /** Server, network and storage: annuity with installation and spares, less residual value. */
  readonly hardware: Dollars;
  /** Building annuity, or colocation by kW-month. */
  readonly facility: Dollars;
  readonly energy: Dollars;
  /** Site operation, maintenance, licences, staff, taxes. */
  readonly operations: Dollars;
  /** Tokens streamed out of the site. */
  readonly network: Dollars;
  readonly rent: Dollars;
}

const NOTHING: Dollars = quantity<'USD'>(0);

export const NO_LINES: CostStack = {
  server: NOTHING,
  fabric: NOTHING,
  storage: NOTHING,
  spares: NOTHING,
  building: NOTHING,
  colocation: NOTHING,
  energy: NOTHING,
  siteOperation: NOTHING,
  maintenance: NOTHING,
  staff: NOTHING,
  licence: NOTHING,
  taxes: NOTHING,
  egress: NOTHING,
  rent: NOTHING,
};

/** Lines told in six parts. Eq. E3 */
export const breakdownOf = (stack: CostStack): CostBreakdown => ({
  hardware: add(stack.server, stack.fabric, stack.storage, stack.spares),
  facility: add(stack.building, stack.colocation),
  energy: stack.energy,
  operations: add(stack.siteOperation, stack.maintenance, stack.staff, stack.licence, stack.taxes),
  network: stack.egress,
  rent: stack.rent,
});

export const totalOfLines = (stack: CostStack): Dollars =>
  add(
    stack.server,
    stack.fabric,
    stack.storage,
    stack.spares,
    stack.building,
    stack.colocation,
    stack.energy,
    stack.siteOperation,
    stack.maintenance,
    stack.staff,
    stack.licence,
    stack.taxes,
    stack.egress,
    stack.rent,
  );

/** Line by line. */
export const addLines = (...stacks: readonly CostStack[]): CostStack => mapped((line) => sumOf(stacks, line));

/** Every line times a plain number, as 1/12 for a mean month. */
export const scaleLines = (stack: CostStack, factor: number): CostStack => mapped((line) => scale(stack[line], factor));

/** The same lines with taxes as a share of all others. */
export const withTaxes = (stack: CostStack, taxShare: number): CostStack =>
  taxShare === 0 ? stack : { ...stack, taxes: scale(quantity<'USD'>(totalOfLines(stack) - stack.taxes), taxShare) };

const sumOf = (stacks: readonly CostStack[], line: keyof CostStack): Dollars =>
  quantity<'USD'>(stacks.reduce((sum, stack) => sum + stack[line], 0));

const mapped = (of: (line: keyof CostStack) => Dollars): CostStack => ({
  server: of('server'),
  fabric: of('fabric'),
  storage: of('storage'),
  spares: of('spares'),
  building: of('building'),
  colocation: of('colocation'),
  energy: of('energy'),
  siteOperation: of('siteOperation'),
  maintenance: of('maintenance'),
  staff: of('staff'),
  licence: of('licence'),
  taxes: of('taxes'),
  egress: of('egress'),
  rent: of('rent'),
});
