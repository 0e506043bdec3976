package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.dialect.mysql.MysqlDialect;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The DDL of MySQL in addition to the cases that all dialects share. */
final class MysqlDdlTest {
    private final MysqlDialect dialect = new MysqlDialect();
    private final TestDatabase database = TestDatabase.open(TestDatabase.Kind.MYSQL);
    private final Connection connection = database.connect();
    private final LiveDatabase live = new LiveDatabase(dialect, connection);

    MysqlDdlTest() throws SQLException {}

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    private void forthAndBack(String yaml) throws SQLException {
        live.assertReversible(LiveDatabase.operations(yaml));
    }

    @Test
    void renaming_a_column_recreates_its_dependent_objects() throws SQLException {
        database.execute(
                "create table t (id int primary key, a varchar(20), b varchar(30) as (concat(a, 'ä')) stored, c int,"
                        + " d varchar(30) as (lower(b)), constraint ck check (a <> 'it''s'), unique key uq (b, c),"
                        + " key ix ((upper(a))), key plain (a))");
        forthAndBack("- alter_column: {table: t, name: a, rename: \"select\"}");
        forthAndBack("- alter_column: {table: t, name: a, rename: e, type: string(40)}");
        assertEquals(
                List.of("id", "a", "b", "c", "d"),
                List.copyOf(
                        live.inspect(Schema.EMPTY).require(TableName.of("t")).columnNames()));
    }

    /** The server stores {@code DEFAULT (-1)} as an expression, which would always differ from a model with -1. */
    @Test
    void a_default_sql_that_is_a_constant_becomes_a_constant_default() throws SQLException {
        forthAndBack("""
                - create_table:
                    name: t
                    columns: {id: integer, a: {type: integer, default_sql: "-1"}, b: {type: text, default_sql: "'x'"}}
                    primary_key: [id]
                - alter_column: {table: t, name: a, default_sql: "-2"}
                """);
    }

    /** MySQL's catalogue contains the UTF-8 bytes of an expression decoded as latin1, with the escapes of a literal. */
    @Test
    void expressions_are_read_back_unchanged() throws SQLException {
        database.execute("create table t (`ö` varchar(20) default ('ä 漢 😀 \\\\ ''x'''),"
                + " b varchar(60) as (concat(`ö`, '–\\n')), constraint ck check (`ö` <> 'Ã¤ \\\\'))");
        String read = live.inspect(Schema.EMPTY).require(TableName.of("t")).toString();
        assertTrue(read.contains("defaultValue=ä 漢 😀 \\ 'x',"), read);
        assertTrue(read.contains("concat(`ö`,'–\\n')"), read);
        assertTrue(read.contains("`ö` <> 'Ã¤ \\\\'"), read);
    }

    @Test
    void all_synonyms_of_the_present_time_are_equal() throws SQLException {
        database.execute("create table t (a datetime default current_timestamp, b datetime default (now()),"
                + " c datetime(3) default (localtime(3)), d timestamp null default (current_timestamp()))");
        Table table = live.inspect(Schema.EMPTY).require(TableName.of("t"));
        List<String> defaults = table.columns().stream()
                .map(column -> String.valueOf(column.defaultValue()))
                .distinct()
                .toList();
        assertEquals(2, defaults.size(), defaults::toString);
    }

    @Test
    void clauses_outside_the_model_survive_a_change_of_the_column() throws SQLException {
        database.execute("create table t (a int, b datetime default current_timestamp on update current_timestamp,"
                + " c int invisible, key hidden (a) invisible)");
        forthAndBack(
                "- alter_column: {table: t, name: b, comment: x}\n- alter_column: {table: t, name: c, type: bigint}");
        String shown = database.query("show create table t").get(0);
        assertTrue(shown.contains("ON UPDATE CURRENT_TIMESTAMP"), shown);
        assertTrue(shown.contains("`c` int DEFAULT NULL /*!80023 INVISIBLE */"), shown);
        assertTrue(shown.contains("KEY `hidden` (`a`) /*!80000 INVISIBLE */"), shown);
    }

    @Test
    void two_foreign_keys_on_one_column_share_an_index() throws SQLException {
        database.execute(
                "create table p (id int primary key)",
                "create table t (a int, b int, constraint fk_1 foreign key (a) references p (id),"
                        + " constraint fk_2 foreign key (a) references p (id))");
        forthAndBack("- drop_constraint: {table: t, name: fk_1, type: foreign_key}");
        forthAndBack("- drop_constraint: {table: t, name: fk_2, type: foreign_key}");
        forthAndBack("- drop_column: {table: t, name: a}");
    }
}
