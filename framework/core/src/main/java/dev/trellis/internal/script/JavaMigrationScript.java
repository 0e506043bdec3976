package dev.trellis.internal.script;

import dev.trellis.error.Location;
import dev.trellis.error.TrellisException;
import dev.trellis.operation.RunJava;
import dev.trellis.revision.Identifier;
import dev.trellis.revision.Revision;
import dev.trellis.script.Body;
import dev.trellis.script.Declarations;
import dev.trellis.script.Header;
import dev.trellis.script.JavaMigration;
import dev.trellis.script.JavaStep;
import dev.trellis.script.LocatedOperation;
import dev.trellis.script.Migration;
import dev.trellis.script.MigrationContext;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A revision written in Java. Its body is one {@link RunJava} per direction. Its Java step is named after the class and the
 * direction: {@code com.example.Backfill#upgrade}.
 */
public final class JavaMigrationScript implements MigrationScript {
    private static final String UP = "#upgrade";
    private static final String DOWN = "#downgrade";
    private static final int MAX_VERSION = 40;

    private final Class<? extends JavaMigration> type;
    private final String version;
    private final Header header;

    private JavaMigrationScript(Class<? extends JavaMigration> type, String version, Header header) {
        this.type = type;
        this.version = version;
        this.header = header;
    }

    /**
     * Returns the script of a class.
     *
     * @throws ScriptException {@code malformed_script} when the class has no {@link Migration} annotation or its version is too
     *     long
     */
    public static JavaMigrationScript of(Class<? extends JavaMigration> type) {
        Migration migration = type.getAnnotation(Migration.class);
        if (migration == null) {
            throw ScriptException.noMigration(type.getName());
        }
        if (migration.version().length() > MAX_VERSION) {
            throw ScriptException.longVersion(type.getName(), MAX_VERSION);
        }
        checkNames(type, migration);
        Revision revision = new Revision(
                migration.revision(),
                List.of(migration.downRevision()),
                new LinkedHashSet<>(List.of(migration.branchLabels())),
                List.of(migration.dependsOn()));
        String created = migration.created();
        return new JavaMigrationScript(
                type,
                migration.version(),
                new Header(
                        revision,
                        migration.message(),
                        created.isEmpty() ? null : created,
                        Declarations.NONE
                                .withDbCreate(migration.dbCreate() ? true : null)
                                .withTouches(touches(migration))));
    }

    private static @Nullable List<String> touches(Migration migration) {
        List<String> touches = List.of(migration.touches());
        return touches.contains(Migration.EVERYTHING) ? null : touches;
    }

    private static void checkNames(Class<?> type, Migration migration) {
        try {
            Identifier.checkRevision(migration.revision());
            Identifier.checkLength(migration.revision());
            for (String label : migration.branchLabels()) {
                Identifier.checkLabel(label);
            }
        } catch (TrellisException e) {
            throw new TrellisException(e.problem().at(Location.of(type.getName())), e);
        }
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public String display() {
        return type.getName();
    }

    @Override
    public @Nullable ScriptFile file() {
        return null;
    }

    @Override
    public String hash() {
        return "version " + version;
    }

    /** Returns the version that the class declares. */
    public String version() {
        return version;
    }

    /** Returns whether the class has a downgrade. */
    public boolean isReversible() {
        return overridesDowngrade();
    }

    /** Returns the class files, as {@link ClassFiles#of}. */
    public byte[] classFiles() {
        return ClassFiles.of(type);
    }

    @Override
    public Body body(ParseContext context) {
        boolean reversible = overridesDowngrade();
        return new Body(List.of(operation(UP)), reversible ? List.of(operation(DOWN)) : null);
    }

    private LocatedOperation operation(String direction) {
        return new LocatedOperation(new RunJava(type.getName() + direction), Location.of(type.getName()));
    }

    private boolean overridesDowngrade() {
        try {
            return type.getMethod("downgrade", MigrationContext.class).getDeclaringClass() != JavaMigration.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns the Java step of a migration with this name, or null when the name is neither the upgrade nor the downgrade
     * of the migration.
     */
    public static @Nullable JavaStep step(String name, JavaMigration migration) {
        String type = migration.getClass().getName();
        if (name.equals(type + UP)) {
            return migration::upgrade;
        }
        return name.equals(type + DOWN) ? migration::downgrade : null;
    }

    /**
     * Returns the class name from the name of a migration's Java step, {@code com.example.Backfill#upgrade}; null for the
     * name of a Java step that a plugin has bound.
     */
    public static @Nullable String className(String step) {
        int hash = step.indexOf('#');
        return hash < 0 ? null : step.substring(0, hash);
    }
}
