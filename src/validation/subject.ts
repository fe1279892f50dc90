/** The model, the part and the system that a published row names, looked up; or the reason why it cannot be answered. */
import type { Accelerator, Catalogue, Model, System } from '../catalogue/figures.ts';
import { deviceOf, type Device } from '../performance/device.ts';
import { resolveHardware, resolveModel, type NameTables } from './resolve-names.ts';

export interface Subject {
  readonly model: Model;
  readonly accelerator: Accelerator;
  readonly system: System;
  readonly device: Device;
  /** Devices per counted accelerator: a board may carry two. */
  readonly devicesPerCounted: number;
}

export type SubjectOrReason =
  { readonly ok: true; readonly subject: Subject } | { readonly ok: false; readonly reason: string };

interface Names {
  readonly model: string;
  /** Empty where the row names only the accelerator. */
  readonly system: string;
  readonly accelerator: string;
}

const refuse = (reason: string): SubjectOrReason => ({ ok: false, reason });

export const subjectOf = (
  row: Names,
  { catalogue, names }: { readonly catalogue: Catalogue; readonly names: NameTables },
): SubjectOrReason => {
  const modelId = resolveModel(names, row.model);
  const model = modelId === null ? undefined : catalogue.models[modelId];
  if (!model) return refuse(`model ${row.model} is not in the catalogue`);
  const hardware = resolveHardware(names, row.system, row.accelerator);
  const accelerator = hardware ? catalogue.accelerators[hardware.acceleratorId] : undefined;
  const system = hardware ? catalogue.systems[hardware.systemId] : undefined;
  if (!hardware || !accelerator || !system)
    return refuse(`accelerator ${row.accelerator || row.system} is not in the catalogue`);
  const device = deviceOf(accelerator, system);
  if (!device) return refuse(`${accelerator.name}: rate, bandwidth or memory is not published`);
  return { ok: true, subject: { model, accelerator, system, device, devicesPerCounted: hardware.devicesPerCounted } };
};
