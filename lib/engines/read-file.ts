/** Reading one file as a template: bounded, UTF-8 only, never by exception. */
import { readFileSync, statSync } from 'node:fs';

const LARGEST = 50 * 1024 * 1024;

/** The text, or the reason there is none. */
export function readTemplate(path: string): { text: string } | { message: string } {
  try {
    const { size } = statSync(path);
    if (size > LARGEST) {
      return {
        message: `${Math.ceil(size / 1024 / 1024)} MB: a template larger than ${LARGEST / 1024 / 1024} MB is not read`,
      };
    }
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    return { message: reason(error) };
  }
}

/** A file system's error, in words. */
export function reason(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return 'not UTF-8 text';
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read: permission denied';
    case 'EISDIR':
      return 'is a folder';
    case 'ELOOP':
      return 'is a link that leads back to itself';
    default:
      return `could not be read: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`;
  }
}
