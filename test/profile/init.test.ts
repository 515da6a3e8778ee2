import { parse } from 'yaml';
import { country, countryCodes, countryName } from '../../lib/catalogue';
import { formatProblems, readCountry } from '../../lib/profile';
import { initialDocument } from '../../lib/profile/init';
import { countryDocument } from '../../lib/profile/schema';

describe.each(countryCodes.map((code) => [code, countryName(code)]))('%s %s', (code) => {
  const text = initialDocument(code);
  const file = `${code.toLowerCase()}.yaml`;
  const { problems, profile } = readCountry(file, text);

  test('reads without an error', () => {
    const errors = problems.filter(({ severity }) => severity === 'error');
    expect(formatProblems(errors)).toBe('');
    expect(profile?.country).toBe(code);
  });

  test('says no more and no less than what is read of it', () => {
    expect(countryDocument.parse(parse(text))).toEqual(profile);
    expect(initialDocument(code)).toBe(text);
  });

  test('names every cloud: a section, or the reason there is none', () => {
    for (const cloud of ['aws', 'azure'] as const) {
      expect(text).toMatch(new RegExp(`^(${cloud}:$|# ${cloud}: left out: .+)`, 'm'));
      if (country(code)?.[cloud].regions.length === 0) expect(profile?.[cloud]).toBeUndefined();
    }
  });

  test('is commented, ends in a line feed and keeps within a page', () => {
    expect(text).toMatch(/^# yaml-language-server: \$schema=/);
    expect(text).toMatch(/cmk \| hsm-cmk \| external/);
    expect(text.endsWith('\n')).toBe(true);
    expect(text.split('\n').length).toBeLessThan(50);
    for (const line of text.split('\n')) {
      expect(line.length).toBeLessThan(240);
      expect(line).not.toMatch(/undefined|\[object|\s$/);
    }
  });

  test('its commented lines are right too once they are taken in', () => {
    const taken = text.replace(/^( *)# (?=(logRetentionDays|accounts|state):)/gm, '$1');
    expect(taken).not.toBe(text);
    const errors = readCountry(file, taken).problems.filter(({ severity }) => severity === 'error');
    expect(formatProblems(errors)).toBe('');
  });
});

test.each(['XQ', 'no', '', '__proto__'])('a country the catalogue does not hold is refused: %j', (code) => {
  expect(() => initialDocument(code)).toThrow(RangeError);
});
