/** Writes the page to a folder, which is created when it is missing. Rejects with esbuild's own message. */
export declare function bundleConsole(options: { readonly outDir: string; readonly minify?: boolean }): Promise<void>;
