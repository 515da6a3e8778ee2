import { CfnParameter, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { type KeyUse, keyParameter, keyStatements } from '../../../lib/plan/aws';
import { nameTag, policy, transcribe } from '../text';

export interface SovereignKeyProps extends KeyUse {
  /** What the key is for, in a word: it names the parameter of an imported key. */
  readonly purpose: string;
  /** Alias, with its `alias/` prefix. */
  readonly alias: string;
  readonly description: string;
  /**
   * `create` makes the key; `import` takes a key made out of band in an HSM or external key store, which CloudFormation
   * cannot make.
   * @default 'create'
   */
  readonly source?: 'create' | 'import';
  /**
   * ARN of the imported key.
   * @default - a parameter of the stack, without default
   */
  readonly arn?: string;
}

/**
 * A customer-managed key for one purpose: single-Region, rotated yearly, 30 days to regret a deletion, kept when its
 * stack goes. Administrators cannot use it; users reach it only through the services named, in this region.
 */
export class SovereignKey extends Construct {
  /** ARN of the key, made or imported. */
  readonly keyArn: string;

  constructor(scope: Construct, id: string, props: SovereignKeyProps) {
    super(scope, id);
    if (props.source === 'import') {
      this.keyArn = props.arn ?? this.parameter(props).valueAsString;
      return;
    }
    const key = new CfnKey(this, 'Key', {
      description: props.description,
      enableKeyRotation: true,
      multiRegion: false,
      pendingWindowInDays: 30,
      keyPolicy: policy(transcribe(keyStatements(props))),
      tags: [
        ...nameTag(props.alias.replace(/^alias\//, '')),
        ...(props.tenant ? [{ key: 'sovereign:tenant', value: props.tenant }] : []),
      ],
    });
    key.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    new CfnAlias(this, 'Alias', { aliasName: props.alias, targetKeyId: key.attrKeyId });
    this.keyArn = key.attrArn;
  }

  private parameter({ purpose, alias }: SovereignKeyProps): CfnParameter {
    const stack = Stack.of(this);
    const known = (value: string, otherwise: string): string => (Token.isUnresolved(value) ? otherwise : value);
    const region = known(stack.region, '[a-z0-9-]+');
    const partition = RegionInfo.get(stack.region).partition ?? '[a-z-]+';
    const place = `${partition}:kms:${region}:${known(stack.account, '[0-9]{12}')}`;
    return new CfnParameter(stack, keyParameter(purpose), {
      description: `ARN of the key for ${purpose}, made in the country's own key store (${alias})`,
      allowedPattern: `^arn:${place}:key/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`,
      constraintDescription: `the ARN of a single-Region key of the account of this stack, in ${region}`,
    });
  }
}
