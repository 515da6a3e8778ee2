/** How AWS addresses are written; what the deployment alone knows stands as an expression. */
import { name } from '../names';

/** The account a stack deploys to, where the document leaves it open. CloudFormation fills it in. */
export const OWN_ACCOUNT = '${AWS::AccountId}';

/** Stands for accounts that nobody named: the stack asks for them as a parameter. */
export const ASK = 'ask';

/** Last part of the service names of a partition (botocore `partitions.json`, dnsSuffix). */
export const urlSuffix = (partition: string): string =>
  ({ 'aws-cn': 'amazonaws.com.cn', 'aws-eusc': 'amazonaws.eu' })[partition] ?? 'amazonaws.com';

/** Name of a bucket: globally unique and readable, the account is part of every one. */
export const bucketName = (country: string, purpose: string, account: string | undefined): string =>
  `${name([country, purpose], 50)}-${account ?? OWN_ACCOUNT}`;

/** An address as a template settles it, in a partition that is known. */
export const inPartition = (address: string, partition: string): string =>
  address.replaceAll('${AWS::Partition}', partition);

/** ARN of a bucket, in whichever partition the stack deploys to. */
export const bucketArn = (bucket: string): string => `arn:\${AWS::Partition}:s3:::${bucket}`;

/** ARN of a role of the account that a stack deploys to. */
export const roleArn = (role: string): string => `arn:\${AWS::Partition}:iam::${OWN_ACCOUNT}:role/${role}`;

/** ARN of a key by its alias: the one name of a key that is known before it is made. */
export const aliasArn = (region: string, account: string | undefined, alias: string): string =>
  `arn:\${AWS::Partition}:kms:${region}:${account ?? OWN_ACCOUNT}:${alias}`;

/** ARN of the repositories of a registry whose names begin alike. */
export const repositoriesArn = (region: string, account: string, names: string): string =>
  `arn:\${AWS::Partition}:ecr:${region}:${account}:repository/${names}`;

/** ARN of a backup vault. */
export const vaultArn = (region: string, account: string | undefined, vault: string): string =>
  `arn:\${AWS::Partition}:backup:${region}:${account ?? OWN_ACCOUNT}:backup-vault:${vault}`;
