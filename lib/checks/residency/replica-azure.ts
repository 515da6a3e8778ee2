/** Azure: what the table cannot say: a vault's copy that no switch stops, and where a model processes. */
import { azureCustody, azureRegion, countryName } from '../../catalogue';
import { type Resource, Unknown } from '../../graph/model';
import { read, text } from '../../graph/value';
import type { Context, Verdict } from '../model';
import { home } from '../place';
import { fail, mustBe, notChecked, pass, unsettled } from '../verdicts';

type Judge = (resource: Resource, context: Context) => Verdict[];

/** Type → what is said of it beside the table. */
export const AZURE: Readonly<Record<string, Judge>> = {
  azurerm_cognitive_deployment: (resource) => [deployment(resource)],
  azurerm_key_vault: (resource, context) => [vault(resource, context)],
  azurerm_key_vault_managed_hardware_security_module: () => [
    pass('keeps its keys in its own region: a Managed HSM is not copied to the pair by itself'),
  ],
  azurerm_storage_account: (resource) => [
    mustBe(resource, 'cross_tenant_replication_enabled', false, {
      right: 'no other tenant can set up copies of it',
      wrong: 'another tenant can set up copies of it, in any region',
    }),
  ],
};

/** A vault's contents go to the paired region by themselves; there is no switch. */
function vault(resource: Resource, context: Context): Verdict {
  const place = resource.location;
  const region = typeof place === 'string' ? azureRegion(place) : undefined;
  if (!region)
    return notChecked('its contents are copied to the pair of its region, which is not known here', ['location']);
  if (region.pair === null) return pass(`${place} has no pair: the vault’s contents stay in the region`);
  if (azureCustody.vaultStays.regions.includes(String(place)))
    return pass(`the vendor exempts ${place} from the vault’s pair copy`);
  return region.pairCountry === context.country
    ? pass(`the vendor copies its contents to the pair ${region.pair}, in ${home(context)}`)
    : fail(
        `the vendor copies its contents to the pair ${region.pair} (${countryName(region.pairCountry ?? '')}), outside ${home(context)}; no switch stops it, a Managed HSM does not do it`,
        ['location'],
      );
}

function deployment(resource: Resource): Verdict {
  const path = ['sku', 0, 'name'];
  const sku = text(read(resource, 'sku.name'));
  if (sku === undefined || sku instanceof Unknown) return unsettled('sku.name', sku, path);
  if (/^(global|datazone)/i.test(sku)) return fail(`sku ${sku} processes prompts outside the region it is in`, path);
  if (/^(standard|provisionedmanaged)$/i.test(sku)) return pass(`sku ${sku} processes in its own region`, path);
  return notChecked(`sku ${sku}: whether it processes in its own region is not known`, path);
}
