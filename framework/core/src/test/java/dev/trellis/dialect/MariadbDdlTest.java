package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.dialect.mariadb.MariadbDialect;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.testbed.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The DDL of MariaDB in addition to the cases that all dialects share. */
final class MariadbDdlTest {
    private final MariadbDialect dialect = new MariadbDialect();
    private final TestDatabase database = TestDatabase.open(TestDatabase.Kind.MARIADB);
    private Connection connection;
    private LiveDatabase live;

    MariadbDdlTest() throws SQLException {
        connection = database.connect();
        live = new LiveDatabase(dialect, connection);
    }

    @BeforeEach
    void twoTables() {
        database.execute(
                "create table parent (id int not null, code varchar(10) not null, primary key (id), unique key uq (code))",
                "create table child (id int not null, parent_id int, other_id int, primary key (id),"
                        + " constraint fk_a foreign key (parent_id) references parent (id) on delete cascade,"
                        + " constraint fk_b foreign key (parent_id) references parent (id),"
                        + " constraint fk_c foreign key (other_id) references parent (id))");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    private void forthAndBack(String yaml) throws SQLException {
        live.assertReversible(LiveDatabase.operations(yaml));
    }

    private String definition(String table) {
        return database.query("show create table " + table).get(0);
    }

    @Test
    void types_on_both_sides_of_a_foreign_key_change_together() throws SQLException {
        forthAndBack("""
                - alter_column: {table: parent, name: id, type: bigint}
                - alter_column: {table: child, name: parent_id, type: bigint}
                - alter_column: {table: child, name: other_id, type: bigint, rename: another_id}
                """);
    }

    @Test
    void foreign_keys_that_share_an_index_can_be_dropped_one_by_one() throws SQLException {
        forthAndBack("- drop_constraint: {table: child, name: fk_b, type: foreign_key}");
        forthAndBack("- drop_constraint: {table: child, name: fk_a, type: foreign_key}");
        forthAndBack("""
                - drop_constraint: {table: child, name: fk_a, type: foreign_key}
                - drop_constraint: {table: child, name: fk_b, type: foreign_key}
                """);
    }

    @Test
    void an_index_that_foreign_keys_use_can_be_created_and_dropped() throws SQLException {
        forthAndBack("- create_index: {table: child, columns: [parent_id, other_id]}");
        forthAndBack("- create_index: {table: child, columns: [parent_id]}");
        forthAndBack("""
                - create_index: {table: child, columns: [parent_id]}
                - drop_index: {table: child, name: ix_child_parent_id}
                - create_index: {table: child, columns: [parent_id]}
                - drop_index: {table: child, name: ix_child_parent_id}
                """);
    }

    @Test
    void a_column_is_dropped_with_its_dependent_objects() throws SQLException {
        database.execute(
                "create index ix on child (other_id, parent_id)",
                "alter table child add constraint uq2 unique (parent_id, other_id), add constraint c check (other_id > 0)");
        forthAndBack("- drop_column: {table: child, name: other_id}");
    }

    @Test
    void dropping_a_composite_foreign_key_drops_its_implicit_index() throws SQLException {
        database.execute(
                "create table p2 (a int, b int, primary key (a, b))",
                "create table c2 (id int primary key, x int, y int,"
                        + " constraint fk_xy foreign key (x, y) references p2 (a, b),"
                        + " constraint fk_x foreign key (x) references parent (id))");
        forthAndBack("- drop_column: {table: c2, name: y}");
    }

    @Test
    void an_auto_increment_column_is_added_with_its_key_and_a_primary_key_is_replaced() throws SQLException {
        database.execute("create table log (line text)");
        forthAndBack("""
                - add_column: {table: log, name: id, type: bigint, nullable: false, identity: true}
                - create_primary_key: {table: log, columns: [id]}
                """);
        forthAndBack("""
                - add_column: {table: log, name: n, type: bigint, nullable: false, identity: true}
                - create_unique_constraint: {table: log, columns: [n]}
                """);
        database.execute("create table n (id int not null auto_increment primary key, x int not null)");
        List<Operation> swap = LiveDatabase.operations("""
                - drop_constraint: {table: n, name: pk_n, type: primary_key}
                - create_primary_key: {table: n, columns: [id, x]}
                """);
        live.run(swap);
        assertTrue(definition("n").contains("PRIMARY KEY (`id`,`x`)"));
    }

    @Test
    void clauses_outside_the_model_survive_a_change_of_the_column() throws SQLException {
        database.execute("create table odd (id int primary key,"
                + " at timestamp(3) null default null on update current_timestamp(3),"
                + " n int default 1 check (n > 0), hidden int invisible default 5, j json)");
        live.run(LiveDatabase.operations("""
                - alter_column: {table: odd, name: at, comment: when}
                - alter_column: {table: odd, name: n, type: bigint, rename: m}
                - alter_column: {table: odd, name: hidden, comment: what}
                - alter_column: {table: odd, name: j, nullable: false}
                """));
        String definition = definition("odd");
        assertTrue(definition.contains("ON UPDATE current_timestamp(3) COMMENT 'when'"), definition);
        assertTrue(definition.contains("`m` bigint(20) DEFAULT 1 CHECK (`m` > 0)"), definition);
        assertTrue(definition.contains("INVISIBLE"), definition);
        assertTrue(definition.contains("NOT NULL CHECK (json_valid(`j`))"), definition);
        live.run(LiveDatabase.operations("- drop_constraint: {table: odd, name: m, type: check}"));
        assertTrue(definition("odd").contains("`m` bigint(20) DEFAULT 1,"), definition("odd"));
    }

    @Test
    void the_limit_of_a_name_is_64_characters() throws SQLException {
        String name = "列".repeat(64);
        live.run(LiveDatabase.operations("- add_column: {table: child, name: " + name + ", type: integer}\n"
                + "- create_index: {table: child, name: " + name + ", columns: [" + name + "]}"));
        assertTrue(definition("child").contains("KEY `" + name + "` (`" + name + "`)"));
        assertThrows(
                SchemaException.class,
                () -> live.run(
                        LiveDatabase.operations("- add_column: {table: child, name: " + name + "x, type: integer}")));
    }

    @Test
    void a_backslash_is_kept_in_every_sql_mode() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set session sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES'");
        }
        live = new LiveDatabase(dialect, connection);
        live.run(LiveDatabase.operations("""
                - create_table: {name: t, comment: 'a\\b''c', columns: {a: {type: string(20), default: 'x\\''; --', comment: '\\'}}, checks: [{name: k, sql: "a <> 'x'"}]}
                """));
        Schema schema = live.inspect(Schema.EMPTY);
        String text = schema.tables().toString();
        assertTrue(text.contains("comment=a\\b'c"), text);
        assertTrue(text.contains("x\\'; --"), text);
        assertEquals(schema, live.canonical(schema, schema));
    }

    /** The cost of an inspection is the number of its queries. */
    @Test
    void inspection_takes_ten_queries_however_many_tables_there_are() throws SQLException {
        long few = inspectionQueries();
        for (int i = 0; i < 50; i++) {
            database.execute("create table many_" + i + " (id int primary key, a int, key (a)," + " constraint fk_many_"
                    + i + " foreign key (a) references parent (id))");
        }
        assertEquals(few, inspectionQueries());
        assertTrue(few <= 10, few + " queries");
    }

    private long inspectionQueries() throws SQLException {
        long before = questions();
        dialect.inspect(connection, List.of());
        return questions() - before - 1;
    }

    private long questions() throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("show session status like 'Questions'")) {
            row.next();
            return row.getLong(2);
        }
    }
}
