package dev.trellis.internal.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.internal.script.OperationReader;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.schema.Naming;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SideEffectsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            true  | create_table: {name: t, columns: {id: integer, n: {type: string(20), default: x}}, primary_key: [id]}
            true  | create_table: {name: t, columns: {id: integer}, indexes: [[id]], unique: [[id]]}
            false | create_table: {name: t, columns: {id: integer, n: {type: timestamp, default_sql: f()}}}
            false | create_table: {name: t, columns: {id: integer}, checks: [{name: c, sql: f(id)}]}
            false | create_table: {name: t, columns: {id: integer, n: {type: integer, computed: {sql: f(id)}}}}
            false | create_table: {name: t, columns: {id: integer}, indexes: [{columns: [id], where: f(id)}]}
            false | create_table: {name: t, columns: {id: {postgresql: citext}}}
            true  | add_column: {table: t, name: n, type: integer, nullable: false, default: 1}
            false | add_column: {table: t, name: n, type: integer, default_sql: f()}
            false | add_column: {table: t, name: n, type: "enum(mood: good, bad)"}
            false | add_column: {table: t, name: n, type: string(20), collation: C}
            true  | alter_column: {table: t, name: n, nullable: false, rename: m, default: 1}
            false | add_column: {table: t, name: n, type: timestamp, on_update_sql: f()}
            false | alter_column: {table: t, name: n, on_update_sql: f()}
            false | alter_column: {table: t, name: n, type: bigint}
            false | alter_column: {table: t, name: n, default_sql: f()}
            true  | create_index: {table: t, columns: [n]}
            false | create_index: {table: t, columns: [{expression: f(n)}]}
            false | create_index: {table: t, columns: [n], using: gin}
            false | drop_index: {table: t, name: ix_t_n}
            true  | drop_table: t
            true  | drop_column: {table: t, name: n}
            true  | rename_table: {table: t, to: u}
            true  | create_foreign_key: {table: t, columns: [n], references: u(id)}
            false | create_check_constraint: {table: t, name: c, sql: n > 0}
            false | bulk_insert: {table: t, rows: [{id: 1}]}
            false | alter_enum: {name: mood, values: [a]}
            false | execute: select 1
            false | run: step
            true  | autocommit: [{create_index: {table: t, columns: [n], concurrently: true}}]
            false | autocommit: [{execute: select 1}]
            """)
    void an_operation_with_sql_rows_or_objects_of_its_own_has_side_effects(boolean areNone, String operation) {
        assertEquals(
                areNone,
                SideEffects.hasNone(new OperationReader(Naming.DEFAULT)
                        .operations(YamlReader.read("test", "- " + operation), "operations")
                        .get(0)));
    }
}
