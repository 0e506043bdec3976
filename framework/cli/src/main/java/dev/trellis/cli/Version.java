package dev.trellis.cli;

import picocli.CommandLine.IVersionProvider;

/** Reads the version of Trellis from the manifest of its jar; {@code dev} outside a jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"trellis " + (version == null ? "dev" : version)};
    }
}
