package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.internal.diff.SchemaDiff;
import dev.trellis.internal.diff.Scope;
import dev.trellis.report.Diff;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests which tables of PostgreSQL are read, and that a table equals itself whatever types its columns have. */
final class PostgresqlTablesTest extends PostgresqlDefinitionsFixture {
    private static final String NATIVE_TYPES = """
            tables:
              t:
                columns:
                  words: {type: {postgresql: "text[]"}, default_sql: "'{}'"}
                  cells: {type: {postgresql: "numeric(8,2)[][]"}}
                  during: {type: {postgresql: tstzrange}, default_sql: "tstzrange(now(), null)"}
                  spans: {postgresql: int4multirange}
                  own: {postgresql: span}
                  home: {postgresql: address}
                  homes: {postgresql: "address[]"}
                  code: {type: {postgresql: code}, nullable: false}
                  codes: {postgresql: "code[]"}
                  mail: {type: {postgresql: citext}, default_sql: "'x'"}
                  tags: {postgresql: hstore}
                indexes: [{columns: [words], using: gin}, {columns: [during], using: gist}]
            """;

    @Test
    void a_table_with_a_column_of_each_kind_of_native_type_equals_itself() throws SQLException {
        database.execute(
                "create extension citext",
                "create extension hstore",
                "create type address as (street text, number integer)",
                "create type span as range (subtype = integer)",
                "create domain code as text check (value <> '')");
        Schema desired = model(NATIVE_TYPES);
        new LiveDatabase(DIALECT, connection).run(creation(desired));
        assertEquals(List.of(), described(difference(desired)));
        Schema other =
                model(NATIVE_TYPES.replace("\"text[]\"", "\"varchar(5)[]\"").replace("citext", "text"));
        Diff draft = difference(other);
        assertEquals(2, draft.operations().size(), described(draft)::toString);
        new LiveDatabase(DIALECT, connection).run(draft.operations());
        assertEquals(List.of(), described(difference(other)));
    }

    @Test
    void temporary_tables_are_not_inspected_and_foreign_tables_are() throws SQLException {
        database.execute(
                "create extension file_fdw",
                "create server files foreign data wrapper file_fdw",
                "create foreign table lines (line text not null) server files options (filename '/dev/null', format 'csv')");
        try (var statement = connection.createStatement()) {
            statement.execute("create temporary table passing (a integer)");
        }
        assertEquals(
                List.of(TableName.of("lines")), List.copyOf(inspect().tables().keySet()));
        Schema model = model("""
                tables:
                  lines:
                    columns: {line: {type: text, nullable: false}}
                    options: {postgresql: {foreign_server: files}}
                """);
        assertEquals(List.of(), described(difference(model)));
        assertEquals(List.of("drop table lines"), described(difference(Schema.EMPTY, TableName.of("lines"))));
        new LiveDatabase(DIALECT, connection)
                .run(difference(Schema.EMPTY, TableName.of("lines")).operations());
        assertEquals(Map.of(), inspect().tables());
    }

    private Diff difference(Schema desired, TableName owned) throws SQLException {
        return SchemaDiff.of(
                desired,
                inspect(),
                Scope.EVERYTHING.with(Scope.TableRole.OWNED, List.of(owned)),
                Naming.DEFAULT.withLimit(63),
                DIALECT,
                (wanted, found, rejected) -> DIALECT.canonical(connection, wanted, found, rejected));
    }
}
