package dev.trellis.adopt.alembic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.adopt.source.ConvertedScript.Body;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.mariadb.MariadbDialect;
import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Revision;
import dev.trellis.schema.SqlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output of Alembic's offline mode that has no simple form. */
@SuppressWarnings("NullAway.Init")
class OfflineSqlTest {
    @TempDir
    Path folder;

    private Body body(Dialect dialect, String sql) throws IOException {
        Path file = Files.writeString(folder.resolve("upgrade.sql"), sql);
        OfflineSql upgrade = OfflineSql.read(
                file,
                Direction.UPGRADE,
                dialect,
                "alembic_version",
                Map.of("a1", Revision.of("a1"), "b2", Revision.of("b2", "a1")));
        return upgrade.body("b2", OfflineSql.none(Direction.DOWNGRADE, dialect));
    }

    private static Operation sql(String text) {
        return new ExecuteSql(SqlText.of(text));
    }

    @Test
    void statements_between_commit_and_begin_run_outside_a_transaction() throws IOException {
        assertEquals(
                new Body.Operations(
                        List.of(
                                sql("CREATE TABLE t (a INTEGER)"),
                                new Autocommit(List.of(sql("CREATE INDEX CONCURRENTLY i ON t (a)"), sql("VACUUM t"))),
                                sql("INSERT INTO t VALUES (1)")),
                        null),
                body(new PostgresqlDialect(), """
                        BEGIN;

                        -- Running upgrade  -> a1

                        -- Running upgrade a1 -> b2

                        CREATE TABLE t (a INTEGER);

                        COMMIT;

                        CREATE INDEX CONCURRENTLY i ON t (a);

                        VACUUM t;

                        BEGIN;

                        INSERT INTO t VALUES (1);

                        UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'a1';

                        COMMIT;
                        """));
    }

    @Test
    void only_statements_on_the_version_table_are_left_out() throws IOException {
        String kept = """
                INSERT INTO alembic_version_log VALUES ('UPDATE alembic_version');

                CREATE VIEW v AS SELECT * FROM alembic_version;

                DELETE FROM alembic_versions;

                """;
        assertEquals(new Body.Sql(kept, null, false), body(new PostgresqlDialect(), """
                        -- Running upgrade a1 -> b2

                        DROP TABLE alembic_version;

                        CREATE TABLE "tools"."alembic_version" (version_num VARCHAR(32));

                        delete from tools.alembic_version;

                        INSERT INTO alembic_version (version_num) VALUES ('b2') RETURNING alembic_version.version_num;

                        """ + kept));
    }

    @Test
    void a_routine_with_semicolons_stays_one_statement() throws IOException {
        String routine =
                "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW BEGIN\n  SET NEW.a = ';';\n  SET NEW.b = 2;\nEND";
        assertEquals(
                new Body.Operations(
                        List.of(sql("CREATE TABLE t (a INT, b INT)"), sql(routine), sql("INSERT INTO t VALUES (1, 1)")),
                        null),
                body(new MariadbDialect(), """
                        -- Running upgrade a1 -> b2

                        CREATE TABLE t (a INT, b INT);

                        %s;

                        INSERT INTO t VALUES (1, 1);

                        """.formatted(routine)));
    }

    @Test
    void several_statements_of_one_call_and_lines_of_windows_are_split() throws IOException {
        assertEquals(
                new Body.Sql("INSERT INTO t VALUES (1);\n\nINSERT INTO t VALUES (2);\n\n", null, false),
                body(
                        new MariadbDialect(),
                        "-- Running upgrade a1 -> b2\r\n\r\nINSERT INTO t VALUES (1);\r\nINSERT INTO t VALUES (2);\r\n\r\n"));
    }
}
