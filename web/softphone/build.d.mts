/** The policy under which the page is made to run; a server should send it with `index.html`. */
export declare const contentSecurityPolicy: string;
/** Writes the page to a folder, which is created when it is missing. Rejects with esbuild's own message. */
export declare function bundleSoftphone(options: { readonly outDir: string; readonly minify?: boolean }): Promise<void>;
