/** Conditions: true, false, or undefined where only the deployment knows. */
import { isSettled } from '../value';
import { isObject, NOTHING, type Resolved, type Scope } from './scope';

const DEEPEST = 50;

/** Evaluates a condition's expression. */
export function evaluate(node: unknown, scope: Scope, depth = 0): boolean | undefined {
  if (depth > DEEPEST) return undefined;
  if (typeof node === 'boolean') return node;
  if (!isObject(node)) return undefined;
  const [[name, argument] = ['', undefined], ...others] = Object.entries(node);
  if (others.length > 0) return undefined;
  const each = () => (Array.isArray(argument) ? argument : []).map((item) => evaluate(item, scope, depth + 1));
  switch (name) {
    case 'Condition':
      return typeof argument === 'string' ? scope.condition(argument) : undefined;
    case 'Fn::Equals':
      return Array.isArray(argument) ? equal(argument.map((item) => scope.resolve(item, depth + 1))) : undefined;
    case 'Fn::Not': {
      const [value] = each();
      return value === undefined ? undefined : !value;
    }
    case 'Fn::And': {
      const values = each();
      return values.includes(false) ? false : values.length === 0 || values.includes(undefined) ? undefined : true;
    }
    case 'Fn::Or': {
      const values = each();
      return values.includes(true) ? true : values.length === 0 || values.includes(undefined) ? undefined : false;
    }
    default:
      return undefined;
  }
}

function equal([left, right]: Resolved[]): boolean | undefined {
  const a = comparable(left);
  const b = comparable(right);
  return a === undefined || b === undefined ? undefined : a === b;
}

/** CloudFormation compares as text. A placeholder (`${AWS::AccountId}`) equals nothing for certain. */
function comparable(value: Resolved | undefined): string | undefined {
  if (value === NOTHING || value === undefined || !isSettled(value)) return undefined;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.includes('${AWS::') || text.includes('"unknown":') || text.includes('"reference":') ? undefined : text;
}
