/** A blank CDKTF app around Azure constructs, and what it becomes. */
import { TerraformStack, Testing } from 'cdktf';

export type Body = Record<string, unknown>;
export type Resources = Record<string, Record<string, Body>>;

/** Resources of a foreign stack that `build` fills, by type without the provider's prefix. */
export function synthesize(build: (stack: TerraformStack) => void): { resources: Resources; variables: string[] } {
  const stack = new TerraformStack(Testing.app({ stackTraces: false }), 'foreign');
  build(stack);
  const json = JSON.parse(Testing.synth(stack)) as { resource: Resources; variable?: Body };
  const bare = Object.entries(json.resource).map(([type, named]) => [type.replace('azurerm_', ''), named]);
  return { resources: Object.fromEntries(bare) as Resources, variables: Object.keys(json.variable ?? {}) };
}

/** @throws where there is none of the type, or more than one */
export function only(resources: Resources, type: string): Body {
  const [found, ...more] = Object.values(resources[type] ?? {});
  if (!found || more.length > 0) throw new Error(`${found ? more.length + 1 : 0} resources of type ${type}`);
  return found;
}

export const PLACE = { location: 'centralindia', resourceGroupName: 'group' };
export const KEY = {
  key: {
    kind: 'vault',
    versionlessId: 'https://v.vault.azure.net/keys/k',
    versionedId: 'https://v.vault.azure.net/keys/k/1',
    scope: '/subscriptions/s/k',
  },
} as const;
