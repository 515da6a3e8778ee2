/** `Ref` to what is not a resource: pseudo parameters, and parameters by their default. */
import { awsRegion } from '../../catalogue';
import { Unknown } from '../model';
import { placeholder } from '../text';
import { isObject, NOTHING, own, type Resolved, type Scope } from './scope';

const URL_SUFFIX: Record<string, string> = {
  aws: 'amazonaws.com',
  'aws-us-gov': 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
  'aws-eusc': 'amazonaws.eu',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
};

/** The value of a pseudo parameter, or undefined when `name` is none. */
export function pseudo(name: string, scope: Scope): Resolved | undefined {
  const region = scope.file.region;
  const partition = region === undefined ? undefined : awsRegion(region)?.partition;
  switch (name) {
    case 'AWS::NoValue':
      return NOTHING;
    case 'AWS::Region':
      return region ?? placeholder(name);
    case 'AWS::Partition':
      return partition ?? placeholder(name);
    case 'AWS::URLSuffix':
      return (partition && URL_SUFFIX[partition]) ?? placeholder(name);
    default:
      return name.startsWith('AWS::') ? placeholder(name) : undefined;
  }
}

/** What a nested stack's parent gives a parameter, or the value it has when nobody gives one. */
export function parameter(name: string, scope: Scope): Resolved | undefined {
  const declared = own(scope.parameters, name);
  if (!isObject(declared)) return undefined;
  const type = String(own(declared, 'Type') ?? 'String');
  const given = scope.links.given(scope, name);
  if (given !== undefined) {
    if (type.startsWith('AWS::SSM::Parameter::Value')) return new Unknown(name, `\${${name}}`);
    return typeof given === 'string' && isList(type) ? itemsOf(given) : given;
  }
  const fallback = own(declared, 'Default');
  // An SSM parameter's default is the name of the parameter to look up, not its value.
  if (fallback === undefined || fallback === null || type.startsWith('AWS::SSM::Parameter::Value')) {
    return new Unknown(name, `\${${name}}`);
  }
  if (typeof fallback === 'object') return new Unknown(`the default of ${name}`);
  return isList(type) ? itemsOf(String(fallback)) : (fallback as string | number | boolean);
}

const isList = (type: string): boolean => type === 'CommaDelimitedList' || type.startsWith('List<');
const itemsOf = (text: string): string[] => text.split(',').map((part) => part.trim());
