package dev.trellis.junit;

import dev.trellis.Trellis;
import java.sql.SQLException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The migrations of a test class, as a parameter of a test that needs several databases. The caller closes the databases.
 *
 * <pre>{@code
 * @Test
 * void orders_survive_a_downgrade(TrellisProject project) throws SQLException {
 *     try (MigratedDatabase database = project.empty(); Trellis trellis = project.open(database)) {
 *         trellis.upgrade("shop@+3", UpgradeOptions.NONE);
 *     }
 * }
 * }</pre>
 */
public final class TrellisProject {
    private final TestProject project;

    TrellisProject(TestProject project) {
        this.project = project;
    }

    /**
     * Returns a new migrated database.
     *
     * @throws SQLException if the driver reports one
     */
    public MigratedDatabase migrated() throws SQLException {
        return project.migrated();
    }

    /**
     * Returns a new database without tables.
     *
     * @throws SQLException if the driver reports one
     */
    public MigratedDatabase empty() throws SQLException {
        return project.empty();
    }

    /** Opens the migrations on a database, with all branches. */
    public Trellis open(MigratedDatabase database) {
        return open(database, null);
    }

    /**
     * Opens the migrations on a database with only some of the branches, as if the plugins of the other branches were not
     * installed.
     *
     * @param labels the labels of the branches; null for all
     */
    public Trellis open(MigratedDatabase database, @Nullable Collection<String> labels) {
        return project.open(database, labels);
    }
}
