package dev.trellis.dialect;

import dev.trellis.dialect.mariadb.MariadbDialect;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.testbed.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The canonical form of a model equals the inspection of the database that was created from it. */
@Execution(ExecutionMode.SAME_THREAD)
final class MariadbCanonicalTest extends CanonicalConformance {
    private static final MariadbDialect DIALECT = new MariadbDialect();

    MariadbCanonicalTest() {
        super(DIALECT);
    }

    @Override
    void runTrial(List<String> before, Trial trial) throws SQLException {
        try (TestDatabase database = TestDatabase.open(TestDatabase.Kind.MARIADB)) {
            database.execute(before);
            try (Connection connection = database.connect()) {
                trial.run(new LiveDatabase(DIALECT, connection));
            }
        }
    }

    /**
     * Also returns false if the case lists an empty set of operations under {@code better}: in MariaDB, another letter case
     * of a column's name is no difference.
     */
    @Override
    boolean differs(MappingReader expect) {
        return super.differs(expect)
                && expect.list("better", set -> MappingReader.items(set, "'better'", each -> each)).stream()
                        .noneMatch(List::isEmpty);
    }
}
