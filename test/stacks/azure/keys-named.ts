/** How the roots name the keys of the plan, for tests that hold resources to them. */
import { type AzurePlan, estatesOf } from '../../../lib/plan/azure';

/** Argument a service names the key of a purpose by: in the root's own vault, or in the Managed HSM. @throws without one */
export function keyNamed(plan: AzurePlan, root: string, purpose: string): Readonly<Record<string, string>> {
  const key = estatesOf(plan)
    .find((estate) => estate.root === root)
    ?.keys.find((other) => other.purpose === purpose);
  if (!key || key.store === 'vendor') throw new RangeError(`${root} holds no key for ${purpose}`);
  if (key.store === 'vault')
    return { key_vault_key_id: `\${azurerm_key_vault_key.vault_key-${key.name}.versionless_id}` };
  // What v4 keeps apart, v5 says in one argument.
  const argument = plan.dialect === 'v4' ? 'managed_hsm_key_id' : 'key_vault_key_id';
  return { [argument]: `\${azurerm_key_vault_managed_hardware_security_module_key.key-${purpose}.id}` };
}
