/** A file's name without its folder. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A file's name without its folder and extensions: the stack's name where nobody gave one. */
export function stem(path: string): string {
  const base = baseName(path);
  return (
    base.replace(/(\.(template|tf|nested))*\.(json|ya?ml|template)$/i, '').replace(/\.(template|tf)$/i, '') || base
  );
}
