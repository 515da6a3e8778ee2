/** Names a cell may look up, from what it runs. DNS reaches the vendor's resolver where no route leaves. */
import { awsRegion } from '../../../catalogue';
import type { EndpointPlan, NamesPlan } from './types';

/** What names of a partition end in, of its first endpoints and of its newer ones. Source: botocore partitions.json. */
const SUFFIXES: Record<string, { readonly first: string; readonly newer: string }> = {
  'aws-cn': { first: 'amazonaws.com.cn', newer: 'api.amazonwebservices.com.cn' },
  'aws-eusc': { first: 'amazonaws.eu', newer: 'api.amazonwebservices.eu' },
};
const USUAL = { first: 'amazonaws.com', newer: 'api.aws' };

/**
 * Names of a service where they are not `service.region.suffix`. `R` stands for the region, `S` for what names of the
 * partition end in, `A` for what its newer ones do. Sources: AWS PrivateLink guides of ECR, EKS, S3, FSx and EFS.
 */
const NAMES: Record<string, readonly string[]> = {
  'ecr.api': ['api.ecr.R.S'],
  'ecr.dkr': ['*.dkr.ecr.R.S'],
  'eks-auth': ['eks-auth.R.A'],
  elasticfilesystem: ['elasticfilesystem.R.S', '*.efs.R.S'],
  elasticloadbalancing: ['elasticloadbalancing.R.S', '*.elb.R.S'],
  fsx: ['fsx.R.S', '*.fsx.R.S'],
  s3: ['s3.R.S', '*.s3.R.S', 's3.dualstack.R.S', '*.s3.dualstack.R.S'],
};

/** Private names of instances. The oldest region has its own. */
const internal = (region: string): string =>
  region === 'us-east-1' ? '*.ec2.internal' : `*.${region}.compute.internal`;

/**
 * @param beyond names that the document lets through the firewall: `repo.example.org`, or `.example.org` for it and all
 * below
 */
export function planNames(
  region: string,
  endpoints: readonly Pick<EndpointPlan, 'service'>[],
  beyond: readonly string[] = [],
): NamesPlan {
  const { first, newer } = SUFFIXES[awsRegion(region)?.partition ?? 'aws'] ?? USUAL;
  const fill = (name: string): string =>
    name.replace(/\b[RSA]\b/g, (letter) => (letter === 'R' ? region : letter === 'S' ? first : newer));
  const services = endpoints.flatMap(({ service }) => NAMES[service] ?? [`${service}.R.S`]);
  return {
    own: [...[...services, '*.R.eks.S'].map(fill), internal(region)].sort(),
    beyond: beyond.flatMap((name) => (name.startsWith('.') ? [name.slice(1), `*${name}`] : [name])),
  };
}
