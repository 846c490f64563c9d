import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import { VitePlugin } from '@electron-forge/plugin-vite';
import { APPLE_DOCUMENT_TYPES, FILE_ASSOCIATIONS } from './scripts/file-associations.ts';

/** Builds with the same configurations as `npm run build`, into the same folder. */
class BuildFolderPlugin extends VitePlugin {
  // The plugin insists that package.json's `main` lies in its own `.vite` folder; ours lies in `.build`.
  override packageAfterCopy = async (): Promise<void> => {};
}

/** What goes into the application: the built files and the one package that is not bundled, as it runs. */
const PACKAGED = [
  /^\/package\.json$/,
  /^\/LICENSE$/,
  /^\/\.build(\/(main\.cjs|preload\.cjs|chunks|engine|renderer)(\/.*)?)?$/,
  /^\/node_modules(\/better-sqlite3(\/(package\.json|LICENSE|lib(\/.*)?|prebuilds(\/.*)?))?)?$/,
];

export default {
  packagerConfig: {
    name: 'Trustpath',
    executableName: 'trustpath',
    appBundleId: 'io.github.trustpath',
    extendInfo: APPLE_DOCUMENT_TYPES,
    // Native code is loaded by the system and cannot be read out of an archive.
    asar: { unpack: '**/*.node' },
    ignore: (file: string) => file !== '' && !PACKAGED.some((pattern) => pattern.test(file)),
  },
  makers: [
    new MakerZIP({}),
    new MakerDeb({
      options: {
        name: 'trustpath',
        productName: 'Trustpath',
        genericName: 'Machine identity workbench',
        categories: ['Utility'],
        mimeType: FILE_ASSOCIATIONS.map(({ mimeType }) => mimeType),
        scripts: { postinst: 'scripts/debian/postinst', prerm: 'scripts/debian/prerm' },
      },
    }),
  ],
  plugins: [
    new BuildFolderPlugin({
      build: [
        { entry: 'electron/main.ts', config: 'vite.main.config.ts', target: 'main' },
        { entry: 'electron/preload.ts', config: 'vite.preload.config.ts', target: 'preload' },
        { entry: 'engine/process.ts', config: 'vite.engine.config.ts', target: 'main' },
      ],
      renderer: [{ name: 'main_window', config: 'vite.renderer.config.ts' }],
    }),
    new FusesPlugin({
      version: FuseVersion.V1,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    }),
  ],
};
