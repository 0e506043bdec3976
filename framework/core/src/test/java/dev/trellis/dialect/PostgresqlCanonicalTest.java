package dev.trellis.dialect;

import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.testbed.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

/** What a model says and what PostgreSQL tells of what was made from it are the same. */
final class PostgresqlCanonicalTest extends CanonicalConformance {
    private static final PostgresqlDialect DIALECT = new PostgresqlDialect();

    /** One database for all, emptied each time: a new one for each case takes ten times as long. */
    private static final TestDatabase DATABASE = TestDatabase.open(TestDatabase.Kind.POSTGRESQL);

    private static final String EMPTY = """
            do $$ declare s text; begin
              for s in select quote_ident(nspname) from pg_namespace where nspname !~ '^pg_|^information_schema$' loop
                execute 'drop schema ' || s || ' cascade';
              end loop;
              create schema public;
            end $$""";

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    PostgresqlCanonicalTest() {
        super(DIALECT);
    }

    @Override
    void runTrial(List<String> before, Trial trial) throws SQLException {
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(EMPTY);
            for (String sql : before) {
                statement.execute(sql);
            }
            trial.run(new LiveDatabase(DIALECT, connection));
        }
    }

    /** Extensions, schemas and sequences: what is no part of a schema value and must be there before its tables. */
    @Override
    List<String> prerequisites(Case each) {
        return each.before().stream()
                .filter(sql -> sql.matches("(?is)\\s*create (extension|schema|sequence) .*"))
                .map(sql -> sql.replaceAll("(?i) owned by \\S+", ""))
                .toList();
    }
}
