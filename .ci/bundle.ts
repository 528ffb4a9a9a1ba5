/** Makes dist/: `npm run bundle`. Tells as well which packages went into the bundle. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { rolldown, type Plugin } from 'rolldown';
import { fasterLine, outside } from './packages.js';

/** The package is an ES module, whatever its parts are. */
const door: Plugin = {
  name: 'door',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'index.js', source: "export * from './index.cjs';\n" });
  },
};

/** Parts of packages that few texts need: the parser of HTML, and the names of thousands of characters. */
const lateChunks = [
  { name: 'parse5', test: /node_modules[\\/]parse5[\\/]/ },
  { name: 'characters', test: /node_modules[\\/](?:character-entities|gemoji)[\\/]/ },
];

/** Loads each when the first text needs it: in most small runs none does, and loading is a good part of those. */
const loadLate: Plugin = {
  name: 'load-late',
  renderChunk: (code) =>
    lateChunks.reduce((text, { name }) => {
      const early = new RegExp(`^const require_${name} = (require\\("[^"]+"\\));$`, 'm');
      // Written in another way, it is loaded at once.
      if (!early.test(text)) return text;
      return text
        .replace(early, `let late_${name};\nconst load_${name} = () => late_${name} ??= $1;`)
        .replaceAll(`require_${name}.`, `load_${name}().`);
    }, code),
};

/** For `npm run licences`. */
const tellPackages: Plugin = {
  name: 'tell-packages',
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap((part) =>
      part.type === 'chunk' ? Object.entries(part.modules) : [],
    );
    const files = modules.flatMap(([file, { renderedLength }]) => (renderedLength > 0 ? [file] : []));
    const folders = files.flatMap((file) => /^.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0] ?? []);
    mkdirSync('node_modules/.cache/feedwright-bundle', { recursive: true });
    writeFileSync(
      'node_modules/.cache/feedwright-bundle/packages.json',
      JSON.stringify([...new Set(folders)].toSorted()),
    );
  },
};

const bundle = await rolldown({
  input: {
    bin: 'src/bin.ts',
    index: 'src/index.ts',
    'render-worker': 'src/river/render-worker.ts',
  },
  external: [...outside],
  platform: 'node',
  logLevel: 'warn',
  plugins: [door, fasterLine, loadLate, tellPackages],
});
await bundle.write({
  dir: 'dist',
  cleanDir: true,
  // What V8 made of CommonJS can be kept in every Node, and of modules in newer ones alone.
  format: 'cjs',
  // What is loaded by `import()` from kept code, Node 20 warns of on each run.
  dynamicImportInCjs: false,
  comments: false,
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name]-[hash].cjs',
  codeSplitting: { groups: lateChunks },
});
