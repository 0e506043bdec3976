package dev.trellis.dialect;

import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.testbed.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** The conformance cases of autogenerate on PostgreSQL. */
final class PostgresqlCanonicalTest extends CanonicalConformance {
    private static final PostgresqlDialect DIALECT = new PostgresqlDialect();

    /** One database for all cases, emptied before each, because a new database for each case takes ten times as long. */
    private static final TestDatabase DATABASE = TestDatabase.open(TestDatabase.Kind.POSTGRESQL);

    private static final String EMPTY = """
            do $$ declare s text; begin
              for s in select quote_ident(nspname) from pg_namespace where nspname !~ '^pg_|^information_schema$' loop
                execute 'drop schema ' || s || ' cascade';
              end loop;
              create schema public;
            end $$""";

    /**
     * The connection of all cases, because the process of the server for a new connection reads the catalog again, which takes
     * most of the time of a case; null until the first case and after a failure.
     */
    private static @Nullable Connection connection;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    PostgresqlCanonicalTest() {
        super(DIALECT);
    }

    @Override
    void runTrial(List<String> before, Trial trial) throws SQLException {
        Connection shared = connection == null ? DATABASE.connect() : connection;
        connection = null;
        try (Statement statement = shared.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("discard all");
            statement.execute(EMPTY);
            for (String sql : before) {
                statement.execute(sql);
            }
            trial.run(new LiveDatabase(DIALECT, shared));
        }
        shared.setAutoCommit(true);
        connection = shared;
    }

    /** Returns the statements that create extensions, schemas and sequences. */
    @Override
    List<String> prerequisites(Case testCase) {
        return testCase.before().stream()
                .filter(sql -> sql.matches("(?is)\\s*create (extension|schema|sequence) .*"))
                .map(sql -> sql.replaceAll("(?i) owned by \\S+", ""))
                .toList();
    }
}
