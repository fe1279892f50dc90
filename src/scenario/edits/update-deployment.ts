/** Changes how a deployment is served, how its racks share the load, or its name. */
import { changeItem, patched, type Patch } from '../patch.ts';
import { deploymentSchema, servingSchema, type Deployment, type Scenario, type Serving } from '../schema.ts';

export interface UpdateDeployment {
  readonly deploymentId: string;
  readonly name?: string;
  readonly serving?: Patch<Serving>;
  /** `undefined` takes it back to its default. */
  readonly sharing?: Patch<Pick<Deployment, 'routing' | 'reservedShare'>>;
}

/** The scenario with the deployment changed; the same scenario when nothing changes or a value is invalid. */
export const updateDeployment = (
  scenario: Scenario,
  { deploymentId, name, serving, sharing }: UpdateDeployment,
): Scenario => {
  const deployments = changeItem(scenario.deployments, deploymentId, (deployment) =>
    patched(deploymentSchema, deployment, {
      ...sharing,
      name: name ?? deployment.name,
      serving: serving ? patched(servingSchema, deployment.serving, serving) : deployment.serving,
    }),
  );
  return deployments === scenario.deployments ? scenario : { ...scenario, deployments };
};
