import { awsRegion, awsTypeAvailable, azureRegion, country as countryFacts, countryName } from '../../catalogue';
import { CLOUD_NAMES, CLOUDS, type Rule, type Sound } from './rule';

/** Resource types a recovery region must have to hold copies of data. */
const RECOVERY_TYPES = ['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::IAM::Role'];

/** The recovery region is another region of the country, and can hold what is asked of it. */
export const recovery: Rule = (document, report) => {
  const facts = document.country && countryFacts(document.country);
  if (!facts) return;
  for (const cloud of CLOUDS) {
    const { primary, recovery: second } = document[cloud]?.regions ?? {};
    const path = [cloud, 'regions', 'recovery'];
    // A region that is not in the country is told already.
    if (!primary || !second || ![primary, second].every((region) => facts[cloud].regions.includes(region))) continue;
    const fit = fitFor(cloud, primary, facts[cloud].regions);
    if (second === primary) {
      report({
        path,
        title: 'recovery region equals the primary',
        found: second,
        allowed: fit.length > 0 ? fit.join(', ') : `none: no other ${CLOUD_NAMES[cloud]} region in ${facts.name} can`,
        mend:
          fit.length > 0
            ? `write recovery: ${fit[0]}, or leave it out`
            : 'leave recovery out; the plan then says that copies stay in one region',
      });
    } else if (!fit.includes(second)) {
      report({
        path,
        ...(cloud === 'aws' ? whyNotAws(primary, second) : whyNotAzure(second)),
        allowed: fit.join(', ') || 'none',
        mend: fit.length > 0 ? `write recovery: ${fit[0]}, or leave it out` : 'leave recovery out',
      });
    }
  }
  copies(document.azure, report);
  const location = document.azure?.regions?.primary;
  const region = location ? azureRegion(location) : undefined;
  if (location && region?.restricted && region.country === document.country)
    report({
      severity: 'warning',
      path: ['azure', 'regions', 'primary'],
      title: 'restricted region',
      found: `${location} needs approved access and has ${region.zones === 0 ? 'no zones' : `${region.zones} zones`}`,
      mend: 'ask the vendor for access first; the plan lists it as a precondition',
    });
};

/** Copies to the pair are made by the accounts themselves; to any other region, by object replication. */
function copies(azure: Sound['azure'], report: Parameters<Rule>[1]): void {
  const { primary, recovery: second } = azure?.regions ?? {};
  if (!azure?.copies || !primary || second === primary) return;
  const path = ['azure', 'copies'];
  if (!second)
    report({
      path,
      title: 'copies without a recovery region',
      found: azure.copies,
      allowed: 'copies only beside regions.recovery',
      mend: 'write regions.recovery, or remove copies',
    });
  else if (azure.copies === 'pair' && azureRegion(primary)?.pair !== second)
    report({
      path,
      title: 'the recovery region is not the pair',
      found: `${second}; the pair of ${primary} is ${azureRegion(primary)?.pair ?? 'none: it has no pair'}`,
      allowed: 'account',
      mend: 'write copies: account, or leave it out',
    });
}

/** Whether vaults of a region are copied abroad. Brazil South's pair is abroad too, but the vendor exempts its vaults. */
function pairAbroad(location: string): boolean {
  const region = azureRegion(location);
  return region?.pair != null && region.pairCountry !== region.country && location !== 'brazilsouth';
}

/** Regions of the country that can hold copies of the primary's data. */
function fitFor(cloud: 'aws' | 'azure', primary: string, inCountry: readonly string[]): string[] {
  if (cloud === 'azure') {
    const fit = inCountry.filter((region) => region !== primary && azureRegion(region) && !pairAbroad(region));
    // The pair first: it asks for no accounts of its own.
    return fit.sort((a, b) => Number(b === azureRegion(primary)?.pair) - Number(a === azureRegion(primary)?.pair));
  }
  return inCountry.filter(
    (region) =>
      region !== primary &&
      awsRegion(region)?.partition === awsRegion(primary)?.partition &&
      RECOVERY_TYPES.every((type) => awsTypeAvailable(type, region)),
  );
}

function whyNotAws(primary: string, second: string): { title: string; found: string } {
  const [a, b] = [awsRegion(primary)?.partition, awsRegion(second)?.partition];
  if (a !== b)
    return {
      title: 'recovery region in another partition',
      found: `${second} is in ${b}, ${primary} in ${a}: S3 does not replicate across partitions`,
    };
  const lacking = RECOVERY_TYPES.filter((type) => !awsTypeAvailable(type, second));
  return { title: 'recovery region cannot hold the copies', found: `${second} lacks ${lacking.join(', ')}` };
}

function whyNotAzure(second: string): { title: string; found: string } {
  const region = azureRegion(second);
  return {
    title: 'recovery region cannot hold the copies',
    found: region
      ? `${second}; its vaults, and so the key of the copies, are copied to ${region.pair} (${countryName(region.pairCountry ?? '')})`
      : `${second}; the catalogue does not know it`,
  };
}
