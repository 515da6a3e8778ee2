/** Phase two of custody: the ARNs a document names are those of the keys planned, and every level named is reached. */
import { awsCustody } from '../../../catalogue';
import type { AwsTarget } from '../../../profile';
import type { Issue } from '../../../profile/document';
import { didYouMean } from '../../../profile/suggest';
import { PlanRefusal } from '../../network';
import type { Draft } from '../capability';
import { type KeyOwner, keyId, keyOwners } from './owners';
import type { KeyPlan } from './types';

interface Wanted {
  readonly key: KeyPlan;
  readonly owner: KeyOwner;
}

const ARN = /^arn:([a-z-]+):kms:([a-z0-9-]+):(\d{12}):(.+)$/;
const SINGLE_REGION = /^key\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * ARNs of the keys made out of band, by stack and purpose.
 *
 * @throws PlanRefusal with every ARN that is not of the key it is named for, and every key whose level the region lacks
 */
export function nameKeys(plan: Omit<Draft, 'namedKeys'>, { keys: named = {} }: AwsTarget): Record<string, string> {
  const wanted = new Map(
    keyOwners(plan).flatMap((owner) =>
      owner.keys.map((key): [string, Wanted] => [keyId(owner.stack, key), { key, owner }]),
    ),
  );
  const issues = [
    ...Object.entries(named).flatMap(([id, arn]) => {
      const twin = Object.keys(named).find((other) => named[other] === arn);
      return judge(id, arn, wanted, plan.partition, twin === id ? undefined : twin);
    }),
    ...unreached(wanted, named),
  ];
  if (issues.length > 0) throw new PlanRefusal(issues);
  return named;
}

function judge(
  id: string,
  arn: string,
  wanted: ReadonlyMap<string, Wanted>,
  partition: string,
  twin: string | undefined,
): Issue[] {
  const path = ['aws', 'keys', id];
  const found = wanted.get(id);
  const imported = [...wanted]
    .filter(([, { key, owner }]) => key.source === 'import' && !owner.everyAccount)
    .map(([name]) => name);
  if (found?.key.source !== 'import')
    return [
      {
        path,
        key: true,
        title: found ? 'key that CloudFormation makes' : 'no such key',
        found: found ? `${id}, which is held at ${found.key.custody}` : `${id}${didYouMean(id, imported)}`,
        allowed: imported.length > 0 ? imported.join(', ') : 'no keys: none of this plan is made out of band',
        mend: found ? 'remove it, or raise custody' : 'name a stack and a purpose of this plan',
      },
    ];
  const { key, owner } = found;
  const wrong = (title: string, what: string, allowed: string, mend: string): Issue[] => [
    { path, title, found: what, allowed, mend },
  ];
  if (owner.everyAccount)
    return wrong(
      'key of several accounts',
      `${id}, one ARN for a stack that each account makes`,
      'a key in each account, given when the stack is deployed there',
      'remove it',
    );
  const [, inPartition, region, account, resource] = ARN.exec(arn) ?? [];
  if (!inPartition || !region || !account || !resource)
    return wrong(
      'not the ARN of a key',
      arn,
      `arn:${partition}:kms:${owner.region}:<account>:key/<id>`,
      describe(owner),
    );
  return [
    ...(inPartition === partition
      ? []
      : wrong('key of another partition', `${inPartition} in ${arn}`, partition, `make it in ${owner.region}`)),
    ...(region === owner.region
      ? []
      : wrong(
          'key of another region',
          `${region} for ${owner.stack}`,
          owner.region,
          `make ${key.alias} in ${owner.region}: no key leaves its region`,
        )),
    ...(owner.account === undefined || account === owner.account
      ? []
      : wrong(
          'key of another account',
          `${account} for ${owner.stack}`,
          owner.account,
          `make ${key.alias} in the account of its stack`,
        )),
    ...(resource.startsWith('key/mrk-')
      ? wrong(
          'multi-Region key',
          resource,
          'a single-Region key',
          'make another: a multi-Region key can be replicated abroad, and no key store of your own holds one',
        )
      : SINGLE_REGION.test(resource)
        ? []
        : wrong(
            'not the id of a key',
            resource,
            'key/ and an id; an alias can be pointed at another key',
            describe(owner),
          )),
    ...(twin
      ? wrong('one key for two purposes', `${arn}, also ${twin}`, 'a key for each purpose', `make ${key.alias}`)
      : []),
  ];
}

const describe = ({ region }: KeyOwner): string =>
  `aws kms describe-key --region ${region} --key-id <alias> --query KeyMetadata.Arn`;

/** Keys for which nobody has shown that the region has the store. A key that is named is there. */
function unreached(wanted: ReadonlyMap<string, Wanted>, named: Readonly<Record<string, string>>): Issue[] {
  const { regions, source, asOf } = awsCustody.hsmRegions;
  const lacking = [...wanted].filter(
    ([id, { key, owner }]) => key.custody === 'hsm-cmk' && !regions.includes(owner.region) && !named[id],
  );
  const places = [...new Set(lacking.map(([, { owner }]) => owner.region))];
  return places.map((region) => {
    const keys = lacking.filter(([, { owner }]) => owner.region === region).map(([id]) => id);
    return {
      path: ['aws', 'regions'],
      title: 'custody level not to be had in this region',
      found: `hsm-cmk in ${region}, for ${keys.join(', ')}`,
      allowed: `regions with CloudHSM: ${regions.join(', ')} (${source}, ${asOf})`,
      mend: 'use another region; or write the exception under aws.custody; or, if the vendor has it there by now, name the keys under aws.keys',
    };
  });
}
