package dev.trellis.dialect.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of a table that no model shows, but that the snapshot of the catalogue shows. */
class H2StructureTest {
    private static final List<TableName> TABLES = List.of(TableName.of("customer"), TableName.of("visit"));

    private static final String TRIGGER = """
            create trigger touch before insert on customer for each row as $$ org.h2.api.Trigger create() {
              return new org.h2.tools.TriggerAdapter() {
                public void fire(java.sql.Connection c, java.sql.ResultSet o, java.sql.ResultSet n) { %s } }; } $$""";

    private static TestDatabase database() {
        TestDatabase database = TestDatabase.open(Kind.H2);
        database.execute(
                "create table customer (id integer primary key, name varchar(20) not null)",
                "create table visit (id integer primary key, customer_id integer references customer (id))",
                "create index ix_visit on visit (customer_id)",
                TRIGGER.formatted(""));
        return database;
    }

    private static Map<TableName, Map<String, String>> snapshot(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return new H2Dialect().catalogSnapshot(connection, TABLES);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table customer alter column name set invisible",
                "alter table customer alter column name set default on null",
                "alter table customer alter column name set on update 'x'",
                "alter table customer add column tier integer before name",
                "alter table visit set referential_integrity false",
                "comment on trigger touch is 'x'",
                "comment on index ix_visit is 'x'",
                "comment on column customer.name is 'x'",
                "drop trigger touch; TRIGGER"
            })
    void a_change_of_a_table_is_seen(String sql) throws SQLException {
        try (TestDatabase database = database()) {
            Map<TableName, Map<String, String>> before = snapshot(database);
            for (String statement : sql.split("; ")) {
                database.execute(statement.replace("TRIGGER", TRIGGER.formatted("throw new IllegalStateException();")));
            }
            assertNotEquals(before, snapshot(database));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into customer values (1, 'x')",
                "analyze",
                "create table mine (id integer references customer (id))",
                "create view mine as select * from customer"
            })
    void what_does_not_change_a_table_is_no_difference(String sql) throws SQLException {
        try (TestDatabase database = database()) {
            Map<TableName, Map<String, String>> before = snapshot(database);
            database.execute(sql);
            assertEquals(before, snapshot(database));
        }
    }

    /** Only an administrator can read the source code of a trigger; other users see everything else. */
    @Test
    void a_user_who_is_no_administrator_sees_all_but_the_source_of_triggers() throws SQLException {
        try (TestDatabase database = database()) {
            database.execute("create user other password 'x'", "grant all on schema \"public\" to other");
            try (Connection connection =
                    DriverManager.getConnection(database.url().replace(";DB_CLOSE_DELAY=-1", ""), "other", "x")) {
                Map<TableName, Map<String, String>> before = new H2Dialect().catalogSnapshot(connection, TABLES);
                database.execute("alter table customer alter column name set invisible");
                assertNotEquals(before, new H2Dialect().catalogSnapshot(connection, TABLES));
            }
        }
    }
}
