/** The encodings that the provider of the rehearsal speaks: what is written can be read, in the forms that Terraform sends. */
import { fieldsOf, message, pack, UNKNOWN, unpack, type Value } from './wire';

test.each<[string, Value]>([
  ['null', null],
  ['flags', [true, false]],
  ['numbers', [0, 1, -1, 127, 128, 36500, 2 ** 40, 0.5]],
  ['text', ['', 'é', 'x'.repeat(70000)]],
  ['maps in lists', [{ a: { b: [] } }, {}]],
  ['what is not known', { id: UNKNOWN }],
])('%s', (_, value) => expect(unpack(pack(value))).toEqual(value));

test.each<[string, number[], Value]>([
  ['a small number', [0x05], 5],
  ['a negative one', [0xff], -1],
  ['a byte', [0xcc, 200], 200],
  ['two bytes', [0xcd, 1, 0], 256],
  ['four bytes', [0xce, 0, 1, 0, 0], 65536],
  ['a short text', [0xa2, 0x68, 0x69], 'hi'],
  ['a text of one length byte', [0xd9, 2, 0x68, 0x69], 'hi'],
  ['a short list', [0x92, 0xc0, 0xc3], [null, true]],
  ['a short map', [0x81, 0xa1, 0x61, 0x01], { a: 1 }],
  ['not known, with what is known of it', [0xc7, 2, 12, 0x80, 0xc0], UNKNOWN],
])('%s as Terraform writes it', (_, bytes, value) => expect(unpack(Buffer.from(bytes))).toEqual(value));

test('a message leaves out what is empty, and reads back', () => {
  const fields = fieldsOf(message([1, 'name'], [2, undefined], [3, 300], [4, false], [5, ''], [10, true]));
  expect([...fields.keys()]).toEqual([1, 3, 10]);
  expect(String(fields.get(1))).toBe('name');
  expect([fields.get(3), fields.get(10)]).toEqual([300, 1]);
});
