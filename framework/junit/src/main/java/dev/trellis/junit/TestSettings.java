package dev.trellis.junit;

import dev.trellis.Trellis;
import dev.trellis.TrellisBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The elements of {@link TrellisTest}, completed by configuration parameters. An element that is set nowhere is null. Test
 * classes with equal settings share their templates.
 */
record TestSettings(
        Server server,
        @Nullable String configuration,
        @Nullable String environment,
        String target,
        Class<? extends TrellisTestSetup> setup) {
    private static final String PREFIX = "trellis.test.";

    /** The database on whose server the databases of the tests are created. */
    record Server(
            @Nullable String url,
            @Nullable String user,
            @Nullable String password) {
        @Override
        public String toString() {
            return "Server[]";
        }
    }

    static TestSettings of(TrellisTest annotation, ExtensionContext context) {
        return new TestSettings(
                new Server(
                        value(annotation.url(), "url", context),
                        value(annotation.user(), "user", context),
                        value(annotation.password(), "password", context)),
                value(annotation.configuration(), "configuration", context),
                value(annotation.environment(), "environment", context),
                annotation.target(),
                annotation.setup());
    }

    private static @Nullable String value(String annotated, String name, ExtensionContext context) {
        return annotated.isEmpty()
                ? context.getConfigurationParameter(PREFIX + name)
                        .filter(value -> !value.isEmpty())
                        .orElse(null)
                : annotated;
    }

    /** Returns a builder with these settings; only the database of a test is missing. */
    TrellisBuilder builder() {
        TrellisBuilder builder = Trellis.builder();
        if (configuration != null) {
            builder.configuration(Path.of(configuration));
        }
        if (environment != null) {
            builder.environment(environment);
        }
        if (server.url != null) {
            builder.database(server.url, server.user, server.password);
        }
        if (!setup.equals(TrellisTestSetup.class)) {
            newSetup().configure(builder);
        }
        return builder;
    }

    private TrellisTestSetup newSetup() {
        try {
            return ReflectionSupport.newInstance(setup);
        } catch (Exception e) { // newInstance also throws checked exceptions of the constructor.
            throw new ExtensionConfigurationException(
                    "@TrellisTest: cannot create " + setup.getName() + ", which needs a constructor without parameters",
                    e);
        }
    }

    boolean hasServer() {
        return server.url != null || configuration != null || !setup.equals(TrellisTestSetup.class);
    }
}
