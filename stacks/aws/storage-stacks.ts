import type { Construct } from 'constructs';
import { BackupRoles, BackupSchedule, ReplicationRole, SovereignVault, type Store } from '../../constructs/aws';
import { sub } from '../../constructs/aws/text';
import { type AwsPlan, type AwsStackPlan, type KeyPlan, OWN_ACCOUNT, roleArn, vaultArn } from '../../lib/plan/aws';
import { type AwsCountryPlan, CountryStack } from './country-stack';

const isOfVaults = ({ purpose }: KeyPlan): boolean => purpose.startsWith('backup');
const vaultKey = (keys: readonly KeyPlan[]): KeyPlan => keys.find(isOfVaults) as KeyPlan;
const storeOf = (region: string, { keys, buckets }: Pick<AwsPlan['data'], 'keys' | 'buckets'>): Store => ({
  region,
  aliases: keys.filter((key) => !isOfVaults(key)).map(({ alias }) => alias),
  buckets: buckets.filter(({ key }) => key).map(({ name }) => name),
});

/** Audit logs of the country, locked for as long as its law says. */
export class ArchiveStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan);
    const { archive } = country.aws;
    const alias = archive.keys[0]?.alias as string;
    const role = new ReplicationRole(this, 'Copies', {
      roleName: archive.copyRole,
      pairs: archive.buckets.flatMap(({ name, replica }) => (replica ? [{ from: name, to: replica.bucket }] : [])),
      fromAliases: [alias],
      fromRegion: plan.region,
      toAlias: alias,
      toRegion: plan.region,
    });
    this.buckets(archive.buckets, this.keysOf(archive.keys), {
      sources: this.accounts(archive.sources),
      keyAliasArn: archive.keyArn,
      network: this.network(archive.networks),
      role,
    });
  }
}

/** Models and data, region-locked, their backups, and the role that copies them to the recovery region. */
export class DataStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan);
    const { data, recovery, regions } = country.aws;
    const network = this.network(data.readers);
    const foreign = data.readers.some((account) => account !== OWN_ACCOUNT) ? network : undefined;
    const keys = this.keysOf(data.keys);
    const role =
      data.replicationRole && recovery && regions.recovery
        ? new ReplicationRole(this, 'Replication', {
            roleName: data.replicationRole,
            pairs: data.buckets.flatMap(({ name, replica }) => (replica ? [{ from: name, to: replica.bucket }] : [])),
            fromAliases: storeOf(regions.primary, data).aliases,
            fromRegion: regions.primary,
            toAlias: storeOf(regions.recovery, recovery).aliases[0] as string,
            toRegion: regions.recovery,
          })
        : undefined;
    const { backupArn, restoreArn } = this.backups(country, keys.get('backup')?.keyArn as string);
    this.buckets(data.buckets, keys, {
      network,
      readers: foreign,
      role,
      serviceRoles: [backupArn, restoreArn],
      fileSystems: data.fileSystems.length > 0 ? this.accounts(data.fileSystems) : undefined,
    });
  }

  private backups({ aws: { data, recovery, regions } }: AwsCountryPlan, keyArn: string): BackupRoles {
    const { name, vault, classes, roles } = data.backup;
    const made = new SovereignVault(this, 'Backup', { ...vault, keyArn });
    const second = regions.recovery && recovery ? { region: regions.recovery, recovery } : undefined;
    const taken = new BackupRoles(this, 'BackupRoles', {
      ...roles,
      source: storeOf(regions.primary, data),
      copies: second ? storeOf(second.region, second.recovery) : undefined,
      vaults: [vaultArn(regions.primary, undefined, vault.name), ...vault.copiesTo],
      vaultKeys: [
        { region: regions.primary, aliases: [vaultKey(data.keys).alias] },
        ...(second ? [{ region: second.region, aliases: [vaultKey(second.recovery.keys).alias] }] : []),
      ],
    });
    new BackupSchedule(this, 'BackupSchedule', {
      name,
      classes,
      vault: made.vault.ref,
      copiesTo: vault.copiesTo,
      roleArn: taken.backupArn,
    });
    return taken;
  }
}

/** Copies of models and data in the second region of the country, and the vault of copied backups. */
export class RecoveryStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan);
    const { recovery } = country.aws;
    if (!recovery) throw new RangeError(`The plan of ${country.intent.country} has no recovery region`);
    const keys = this.keysOf(recovery.keys);
    this.buckets(recovery.buckets, keys, {
      copies: true,
      network: this.network(country.aws.data.readers),
      serviceRoles: [sub(roleArn(country.aws.data.backup.roles.restore))],
    });
    new SovereignVault(this, 'Backup', {
      ...recovery.backup,
      keyArn: keys.get('backup-recovery')?.keyArn as string,
    });
  }
}
