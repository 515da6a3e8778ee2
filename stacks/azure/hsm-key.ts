/** A key in the Managed HSM, in the root of those who use it. */
import { deploymentVariable, HsmKey, type HsmKeyRef, type SovereignRoot } from '../../constructs/azure';
import { type AzurePlan, hsmKeyAddress, hsmOf, type KeyPlan } from '../../lib/plan/azure';

/** Made there once the HSM is activated, or brought in under its planned name; until then the root waits. */
export function composeHsmKey(plan: AzurePlan, root: SovereignRoot, keys: readonly KeyPlan[], key: KeyPlan): HsmKeyRef {
  const { name: hsmName, id: hsmId, subscription } = hsmOf(plan);
  const provider = root.elsewhere(subscription);
  const waiting = keys.filter(({ waits }) => waits);
  if (waiting.length > 0) wait(root, hsmName, waiting);
  if (key.source === 'create')
    return new HsmKey(root, `key-${key.purpose}`, { name: key.name, bits: key.bits, hsmName, hsmId, provider });
  const { url, path } = hsmKeyAddress(hsmName, key.name);
  return { kind: 'hsm', versionlessId: url, scope: path, hsmId, provider };
}

/** Phase one: whoever deploys says that the HSM is ready for these keys, or Terraform stops before it makes anything. */
function wait(root: SovereignRoot, hsm: string, keys: readonly KeyPlan[]): void {
  const brought = keys.filter(({ source }) => source === 'import').map(({ name }) => name);
  const ready = `${hsm} is activated${brought.length > 0 ? ` and holds ${brought.join(', ')}` : ''}`;
  deploymentVariable(root, 'hsm_ready', `Whether the Managed HSM ${ready}, as keys.md says.`, {
    type: 'bool',
    validation: [
      {
        condition: '${var.hsm_ready}',
        errorMessage: `Deploy this root once the Managed HSM ${ready}: keys.md says how.`,
      },
    ],
  });
}
