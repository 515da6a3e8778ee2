/** Azure: replicas that are asked for, and the copies to a paired region that nobody asked for. */
import { azureCustody, azureRegion, countryName } from '../../catalogue';
import { type Resource, Unknown, type Value } from '../../graph/model';
import { read, select, settle, text } from '../../graph/value';
import { target } from '../find';
import type { Context, Verdict } from '../model';
import { home, placeOf } from '../place';
import { fail, mustBe, notChecked, pass, pathOf, unsettled } from '../verdicts';

/** Type → arguments that name a copy's region. */
const REGIONS: Record<string, readonly string[]> = {
  azurerm_api_management: ['additional_location.*.location'],
  azurerm_app_configuration: ['replica.*.location'],
  azurerm_container_registry: ['georeplications.*.location'],
  azurerm_cosmosdb_account: ['geo_location.*.location'],
  azurerm_gallery_application_version: ['target_region.*.name'],
  azurerm_netapp_volume: ['data_protection_replication.*.remote_volume_location'],
  azurerm_redis_linked_server: ['linked_redis_cache_location'],
  azurerm_shared_image_version: ['target_region.*.name'],
};

/** Type → the other resource a copy goes to; its place is the copy's. */
const PARTNERS: Record<string, { path: string; types: readonly string[] }> = {
  azurerm_eventhub_namespace_disaster_recovery_config: {
    path: 'partner_namespace_id',
    types: ['azurerm_eventhub_namespace'],
  },
  azurerm_mssql_failover_group: { path: 'partner_server.*.id', types: ['azurerm_mssql_server'] },
  azurerm_mssql_managed_instance_failover_group: {
    path: 'partner_managed_instance_id',
    types: ['azurerm_mssql_managed_instance'],
  },
  azurerm_servicebus_namespace_disaster_recovery_config: {
    path: 'partner_namespace_id',
    types: ['azurerm_servicebus_namespace'],
  },
  azurerm_storage_object_replication: { path: 'destination_storage_account_id', types: ['azurerm_storage_account'] },
};

/** Redundancy a person chooses, whose wide kind goes to the region's pair. `fallback` is the provider's default. */
const REDUNDANCY: Record<string, { path: string; wide: RegExp; fallback?: string; owner?: string }> = {
  azurerm_cosmosdb_account: { path: 'backup.storage_redundancy', wide: /^geo$/i, fallback: 'Geo' },
  azurerm_data_protection_backup_vault: { path: 'redundancy', wide: /^georedundant$/i },
  azurerm_mssql_database: {
    path: 'storage_account_type',
    wide: /^geo(zone)?$/i,
    fallback: 'Geo',
    owner: 'server_id',
  },
  azurerm_mssql_managed_instance: { path: 'storage_account_type', wide: /^(grs|gzrs)$/i, fallback: 'GRS' },
  azurerm_mysql_flexible_server: { path: 'geo_redundant_backup_enabled', wide: /^true$/i, fallback: 'false' },
  azurerm_postgresql_flexible_server: { path: 'geo_redundant_backup_enabled', wide: /^true$/i, fallback: 'false' },
  azurerm_recovery_services_vault: { path: 'storage_mode_type', wide: /^georedundant$/i, fallback: 'GeoRedundant' },
  azurerm_storage_account: { path: 'account_replication_type', wide: /^(ra)?(grs|gzrs)$/i },
};

export const AZURE_TYPES = [
  ...new Set([...Object.keys(REGIONS), ...Object.keys(PARTNERS), ...Object.keys(REDUNDANCY)]),
  'azurerm_key_vault',
  'azurerm_key_vault_managed_hardware_security_module',
  'azurerm_cognitive_deployment',
];

export function judgeAzure(resource: Resource, context: Context): Verdict[] {
  if (resource.type === 'azurerm_key_vault') return [vault(resource, context)];
  if (resource.type === 'azurerm_key_vault_managed_hardware_security_module')
    return [pass('keeps its keys in its own region: a Managed HSM is not copied to the pair by itself')];
  if (resource.type === 'azurerm_cognitive_deployment') return [deployment(resource)];
  const verdicts = [...replicas(resource, context), ...partners(resource, context)];
  const redundancy = REDUNDANCY[resource.type];
  if (redundancy) verdicts.push(paired(resource, redundancy, context));
  if (resource.type === 'azurerm_storage_account') {
    verdicts.push(
      mustBe(resource, 'cross_tenant_replication_enabled', false, false, {
        right: 'no other tenant can set up copies of it',
        wrong: 'another tenant can set up copies of it, in any region',
      }),
    );
  }
  return verdicts.length > 0 ? verdicts : [pass('makes no copy in another region')];
}

function replicas(resource: Resource, context: Context): Verdict[] {
  return (REGIONS[resource.type] ?? [])
    .flatMap((pattern) => select(resource.properties as Value, pattern))
    .map(({ value, path }) => {
      const region = settle(context.graph, value);
      return typeof region === 'string' ? copyIn(region, path, context) : unsettled('the place of a copy', value, path);
    });
}

function partners(resource: Resource, context: Context): Verdict[] {
  const partner = PARTNERS[resource.type];
  if (!partner) return [];
  return select(resource.properties as Value, partner.path).map(({ value, path }) => {
    const found = target(context.graph, value, ...partner.types);
    if (typeof found?.location === 'string') return copyIn(found.location, path, context);
    return notChecked('copies to a resource these templates do not hold: its region is not known', path);
  });
}

function copyIn(region: string, path: (string | number)[], context: Context): Verdict {
  const { inside, label } = placeOf('azure', region, context);
  if (inside === undefined) return notChecked(`has a copy in ${label}, a region the catalogue does not hold`, path);
  return inside
    ? pass(`has a copy in ${label}, in ${home(context)}`, path)
    : fail(`has a copy in ${label}, outside ${home(context)}`, path);
}

function paired(resource: Resource, rule: (typeof REDUNDANCY)[string], context: Context): Verdict {
  const path = pathOf(rule.path);
  // Continuous backup keeps its copies beside each replica, and those are judged by their own region.
  if (/^continuous$/i.test(String(read(resource, 'backup.type')))) return pass('backs up beside each replica', path);
  const stated = read(resource, rule.path);
  const kind = text(stated) ?? rule.fallback;
  if (kind === undefined) return notChecked(`${rule.path} is not stated`, path);
  if (kind instanceof Unknown) return unsettled(rule.path, stated, path);
  const why = stated === undefined ? `${rule.path} is not stated and is ${kind} by default` : `${rule.path} is ${kind}`;
  if (!rule.wide.test(kind)) return pass(`keeps its copies in its own region (${why})`, path);
  return pairOf(placeFor(resource, rule.owner, context), why, path, context);
}

/** A database lies where its server lies. */
function placeFor(resource: Resource, owner: string | undefined, context: Context): string | Unknown | undefined {
  if (owner === undefined) return resource.location;
  return target(context.graph, read(resource, owner), 'azurerm_mssql_server')?.location;
}

function pairOf(
  place: string | Unknown | undefined,
  why: string,
  path: (string | number)[],
  context: Context,
): Verdict {
  const region = typeof place === 'string' ? azureRegion(place) : undefined;
  if (!region) return notChecked(`copies to the pair of its region, which is not known here (${why})`, path);
  if (region.pair === null) return pass(`${place} has no pair, so nothing is copied beyond it (${why})`, path);
  if (region.pairCountry === context.country)
    return pass(`copies to the pair ${region.pair}, in ${home(context)} (${why})`, path);
  return fail(
    `copies to the pair ${region.pair} (${countryName(region.pairCountry ?? '')}), outside ${home(context)} (${why})`,
    path,
  );
}

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
