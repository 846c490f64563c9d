/** The files that the system opens with Trustpath, by the ending of their names. */
export const FILE_ASSOCIATIONS = [
  {
    extension: 'trustpath',
    mimeType: 'application/x-trustpath-snapshot',
    /** Apple's uniform type identifier. */
    uniformType: 'io.github.trustpath.snapshot',
    name: 'Trustpath snapshot',
  },
  {
    extension: 'trustcase',
    mimeType: 'application/x-trustpath-case',
    uniformType: 'io.github.trustpath.case',
    name: 'Trustpath case',
  },
] as const;

/** What macOS reads of it in the application's property list. */
export const APPLE_DOCUMENT_TYPES = {
  CFBundleDocumentTypes: FILE_ASSOCIATIONS.map(({ name, uniformType }) => ({
    CFBundleTypeName: name,
    CFBundleTypeRole: 'Editor',
    LSHandlerRank: 'Owner',
    LSItemContentTypes: [uniformType],
  })),
  UTExportedTypeDeclarations: FILE_ASSOCIATIONS.map(({ name, uniformType, extension, mimeType }) => ({
    UTTypeIdentifier: uniformType,
    UTTypeDescription: name,
    UTTypeConformsTo: ['public.data'],
    UTTypeTagSpecification: {
      'public.filename-extension': [extension],
      'public.mime-type': [mimeType],
    },
  })),
};
