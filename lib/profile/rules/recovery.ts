import { awsRegion, awsTypeAvailable, azureRegion, country as countryFacts, countryName } from '../../catalogue';
import { CLOUDS, type Rule } from './rule';

/** Resource types a recovery region must have to hold copies of data. */
const RECOVERY_TYPES = ['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::IAM::Role'];

/** The recovery region is another region of the country, and can hold what is asked of it. */
export const recovery: Rule = (document, report) => {
  const facts = document.country && countryFacts(document.country);
  if (!facts) return;
  for (const cloud of CLOUDS) {
    const { primary, recovery: second } = document[cloud]?.regions ?? {};
    const path = [cloud, 'regions', 'recovery'];
    if (!primary || !second) continue;
    const others = facts[cloud].regions.filter((region) => region !== primary);
    if (second === primary) {
      report({
        path,
        title: 'recovery region equals the primary',
        found: second,
        allowed: others.length > 0 ? others.join(', ') : `none: ${facts.name} has one ${cloud} region`,
        mend:
          others.length > 0
            ? 'name another region of the country'
            : 'leave recovery out; the plan then says that copies stay in one region',
      });
    } else if (cloud === 'aws' && facts.aws.regions.includes(second)) {
      const [a, b] = [awsRegion(primary), awsRegion(second)];
      const lacking = RECOVERY_TYPES.filter((type) => !awsTypeAvailable(type, second));
      if (a && b && a.partition !== b.partition)
        report({
          path,
          title: 'recovery region in another partition',
          found: `${second} is in ${b.partition}, ${primary} in ${a.partition}`,
          allowed: 'a region of the same partition: S3 does not replicate across partitions',
          mend: 'leave recovery out, or choose both regions from one partition',
        });
      else if (lacking.length > 0)
        report({
          path,
          title: 'recovery region cannot hold the copies',
          found: `${second} lacks ${lacking.join(', ')}`,
          allowed: 'a region with S3, KMS and IAM',
          mend: 'leave recovery out',
        });
    } else if (cloud === 'azure' && facts.azure.regions.includes(second)) {
      const pair = azureRegion(primary)?.pair;
      if (pair !== second)
        report({
          path,
          title: 'recovery region cannot hold the copies',
          found: `${second}; storage of ${primary} replicates to ${pair ? `its pair ${pair}` : 'no other region: it has no pair'}`,
          allowed: pair && azureRegion(pair)?.country === document.country ? pair : 'none',
          mend:
            pair && azureRegion(pair)?.country === document.country
              ? `write recovery: ${pair}, or leave it out`
              : 'leave recovery out',
        });
    }
  }
  const location = document.azure?.regions?.primary;
  const region = location ? azureRegion(location) : undefined;
  // Brazil South's pair is abroad too, but the vendor exempts it from vault replication.
  if (
    location &&
    region?.pair &&
    region.pairCountry !== region.country &&
    location !== 'brazilsouth' &&
    region.country === document.country
  )
    report({
      path: ['azure', 'regions', 'primary'],
      title: "a key vault here is copied to the region's pair abroad",
      found: `${location} is paired with ${region.pair}, in ${countryName(region.pairCountry ?? '')}; there is no switch`,
      allowed: 'a region without a pair, or with its pair in the country',
      mend: 'this needs Managed HSM, which this version cannot synthesize yet: remove the azure section',
    });
  if (location && region?.restricted && region.country === document.country)
    report({
      severity: 'warning',
      path: ['azure', 'regions', 'primary'],
      title: 'restricted region',
      found: `${location} needs approved access and has ${region.zones === 0 ? 'no zones' : `${region.zones} zones`}`,
      mend: 'ask the vendor for access first; the plan lists it as a precondition',
    });
};
