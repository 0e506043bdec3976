package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fleets of the workload W6. */
enum FleetShape {
    POSTGRESQL_SCHEMAS(Kind.POSTGRESQL, 1_000, 20),
    POSTGRESQL_DATABASES(Kind.POSTGRESQL, 200, 8),
    MARIADB_DATABASES(Kind.MARIADB, 200, 8),
    SQLITE_FILES(Kind.SQLITE, 10_000, 50);

    private final Kind kind;
    private final int size;
    private final int smallSize;

    FleetShape(Kind kind, int size, int smallSize) {
        this.kind = kind;
        this.size = size;
        this.smallSize = smallSize;
    }

    Kind kind() {
        return kind;
    }

    int size() {
        return size;
    }

    int smallSize() {
        return smallSize;
    }

    /**
     * Creates empty targets.
     *
     * @param database a database on the server; the targets are its schemas, or next to it
     * @param name distinguishes the targets from those of other contenders
     */
    List<FleetLoop.Target> create(TestDatabase database, String name, int count, Path folder) throws IOException {
        List<FleetLoop.Target> targets = new ArrayList<>();
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String target = name + "_" + i;
            switch (this) {
                case POSTGRESQL_SCHEMAS -> {
                    statements.add("create schema " + target);
                    targets.add(new FleetLoop.Target(database.url(), target));
                }
                case POSTGRESQL_DATABASES -> {
                    statements.add("create database " + target);
                    int end = database.url().lastIndexOf('/') + 1;
                    targets.add(new FleetLoop.Target(database.url().substring(0, end) + target, null));
                }
                case MARIADB_DATABASES -> {
                    statements.add("create database " + target);
                    targets.add(new FleetLoop.Target(database.url(), target));
                }
                case SQLITE_FILES -> {
                    Files.createDirectories(folder.resolve(name));
                    targets.add(new FleetLoop.Target(
                            "jdbc:sqlite:" + folder.resolve(name).resolve(target + ".db"), null));
                }
            }
        }
        database.execute(statements);
        return targets;
    }

    /** Removes the targets of {@link #create}, as far as the removal of the database does not. */
    void drop(TestDatabase database, List<FleetLoop.Target> targets) {
        for (FleetLoop.Target target : targets) {
            String sql = dropStatement(target);
            if (sql != null) {
                database.execute(sql);
            }
        }
    }

    private @Nullable String dropStatement(FleetLoop.Target target) {
        return switch (this) {
            case POSTGRESQL_DATABASES ->
                "drop database " + target.url().substring(target.url().lastIndexOf('/') + 1) + " with (force)";
            case MARIADB_DATABASES -> "drop database " + target.schema();
            case POSTGRESQL_SCHEMAS, SQLITE_FILES -> null;
        };
    }
}
