package dev.trellis.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.testbed.TestDatabase.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of copies, and the generated tests, on one kind of database. */
abstract class SampleContract implements TrellisTests {
    private final Kind kind;

    SampleContract(Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void add_a_customer(Handle handle) {
        handle.execute("insert into customer (code, name) values ('c', 'Cy')");
    }

    @Test
    void all_parameters_mean_one_database(
            DataSource source,
            Connection connection,
            Handle handle,
            Trellis trellis,
            MigratedDatabase database,
            @DatabaseUrl String url)
            throws SQLException {
        assertEquals(List.of("a", "b", "c"), codes(handle));
        assertEquals("3", value(connection, "select count(*) from customer"));
        try (Connection other = source.getConnection()) {
            assertEquals("3", value(other, "select count(*) from customer"));
        }
        assertEquals(
                List.of("000000000a02", "000000000b02", "000000000e01"),
                trellis.current().stream().map(head -> head.revision()).sorted().toList());
        assertEquals(url, trellis.database().url());
        assertEquals(url, database.url());
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "e"})
    void each_invocation_has_a_database(String code, Handle handle) {
        handle.execute("insert into customer (code, name) values (?, 'New')", code);
        assertEquals(List.of("a", "b", "c", code), codes(handle));
    }

    @Test
    void rows_views_triggers_and_identities_are_copied(Handle handle) {
        assertEquals(
                List.of("Ada", "Ben", "Cy"),
                handle.createQuery("select name from customer_name order by name")
                        .mapTo(String.class)
                        .list());
        assertEquals(
                List.of("7|it's first"),
                handle.createQuery("select id, note from app_order")
                        .map((row, context) -> row.getString(1) + "|" + row.getString(2))
                        .list());
        handle.execute("insert into app_order (id, customer_code, note) values (8, 'c', 'second')");
        assertEquals(
                kind == Kind.H2 ? List.of() : List.of("SECOND"),
                handle.createQuery("select note from app_log")
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void a_copy_is_like_a_migrated_database(TrellisProject project) throws SQLException {
        try (MigratedDatabase empty = project.empty();
                MigratedDatabase copy = project.migrated();
                Trellis migrating = project.open(empty);
                Trellis copied = project.open(copy)) {
            migrating.upgrade("heads", UpgradeOptions.NONE);
            SchemaText.assertEqual(migrating.inspect(), copied.inspect());
            copied.checkHeads();
            assertEquals(5, copied.attempts().size());
            assertEquals(5, copied.downgrade("base", others -> true).steps().size());
        }
    }

    private static List<String> codes(Handle handle) {
        return handle.createQuery("select code from customer order by code")
                .mapTo(String.class)
                .list();
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
