package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.error.TrellisException;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.operation.CreateSchema;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.Operation;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Puts hostile text (quotes, comments, ends of statements) into every text of every operation: no text injects SQL. Either
 * Trellis refuses the text before anything runs, or the base table is as before. The fields are found by reflection.
 */
class HostileTextTest {
    private static final int TEXTS_PER_FIELD = Integer.getInteger("trellis.hostile.texts", 5);

    /** One or more operations of each kind; together they have a value for each text. */
    private static final List<Operation> TEMPLATES = LiveDatabase.operations("""
            - create_table:
                name: n
                columns:
                  a: {type: integer, nullable: false}
                  b: {type: string(20), default: x, comment: c, collation: C, renamed_from: z}
                  c: {type: {postgresql: text, default: text}}
                  d: {type: integer, default_sql: "1 + 1"}
                  e: {type: "enum(m: one, two)"}
                  f: {type: integer, computed: {sql: a + 1, stored: true}}
                primary_key: {name: pk_n, columns: [a]}
                unique: [{name: uq_n, columns: [b]}]
                foreign_keys: [{name: fk_n, columns: [a], references: t(id), match: full}]
                checks: [{name: ck_n, sql: a > 0}]
                indexes:
                  - name: ix_n
                    columns: [{column: b, opclass: text_ops}, {expression: lower(b)}]
                    include: [a]
                    where: a > 0
                    using: btree
                comment: c
                renamed_from: z
            - create_table: {name: n, columns: {a: integer, b: {type: string(20), default: x, comment: c}}, comment: c}
            - create_table: {name: n, schema: s, columns: {a: integer}, foreign_keys: [{name: fk, columns: [a], references: {table: t, schema: s, columns: [id]}}]}
            - create_table: {name: n, columns: {a: integer, b: string(20)}, unique: [{name: uq, columns: [b]}], indexes: [{name: ix, columns: [b]}]}
            - create_table: {name: n, columns: {a: integer}, checks: [{name: ck_n, sql: a > 0}]}
            - create_table: {name: n, columns: {a: integer}, primary_key: [a], foreign_keys: [{name: fk, columns: [a], references: t(id)}]}
            - create_table: {name: n, columns: {a: {type: integer, default_sql: "1 + 1"}}}
            - create_table: {name: n, columns: {a: integer, f: {type: integer, computed: {sql: a + 1, stored: true}}}}
            - create_table: {name: n, columns: {a: {type: {default: integer}}, e: "enum(m: one, two)"}}
            - create_table: {name: n, columns: {a: integer, b: text}, options: {postgresql: {fillfactor: 70, tablespace: x, row_security: enabled, replica_identity: ux, vacuum_index_cleanup: auto, storage: {b: main}}}}
            - create_table: {name: n, columns: {a: integer}, options: {postgresql: {foreign_server: x, foreign_options: "a 'b', c 'd'"}}}
            - create_table: {name: n, columns: {a: integer, b: date}, partition_by: {range: [b, {expression: abs(a)}]}, inherits: [t]}
            - create_table: {name: n, partition_of: {table: t, from: ["2026-01-01", minvalue], to: ["2027-01-01", x]}}
            - create_table: {name: n, partition_of: {table: t, sql: for values in (1)}}
            - create_table: {name: n, columns: {a: integer}, excludes: [{name: ex, using: gist, elements: [{column: a, opclass: int4_ops, with: "="}, {expression: abs(a), with: "="}], where: a > 0}]}
            - alter_table_options: {table: t, inherits: [u], options: {postgresql: {fillfactor: 70, tablespace: x, row_security: enabled, replica_identity: ux, compression: {b: lz4}}}}
            - attach_partition: {table: t, partition: u, values: [a, b]}
            - attach_partition: {table: t, partition: u, sql: for values from (1) to (2)}
            - detach_partition: {table: t, partition: u}
            - create_exclude_constraint: {table: t, name: ex, using: gist, elements: [{column: b, opclass: text_ops, with: "="}, {expression: lower(b), with: "="}], where: id > 0}
            - drop_constraint: {table: t, name: ex, type: exclude}
            - drop_table: t
            - rename_table: {table: t, to: n}
            - add_column: {table: t, name: n, type: {default: bigint, sqlite: int, h2: int, postgresql: int, mysql: int, mariadb: int}}
            - add_column: {table: t, name: n, type: string(9), default: x, comment: c}
            - add_column: {table: t, name: n, type: integer, default_sql: "1"}
            - add_column: {table: t, name: n, type: timestamp, on_update_sql: current_timestamp}
            - drop_column: {table: t, name: b}
            - alter_column: {table: w, name: at, on_update_sql: current_timestamp}
            - alter_column: {table: t, name: b, type: text, using: lower(b), comment: c, rename: n}
            - alter_column: {table: t, name: b, type: text, collation: C}
            - alter_column: {table: t, name: b, type: {default: text, postgresql: text, mysql: text, mariadb: text}}
            - alter_column: {table: t, name: b, default: x}
            - alter_column: {table: t, name: b, default_sql: lower('x')}
            - create_index: {name: n, table: t, columns: [b]}
            - create_index: {name: n, table: t, columns: [{column: b, opclass: text_pattern_ops}], include: [id], where: id > 0, using: btree}
            - create_index: {name: n, table: t, columns: [b], where: id > 0}
            - create_index: {name: n, table: t, columns: [b], using: btree}
            - create_index: {name: n, table: t, expressions: [lower(b)]}
            - drop_index: {name: ix_t, table: t}
            - create_primary_key: {name: n, table: u, columns: [id]}
            - create_unique_constraint: {name: n, table: t, columns: [b]}
            - create_foreign_key: {name: n, table: u, columns: [id], references: t(id)}
            - create_foreign_key: {name: n, table: u, columns: [id], references: t(id), match: full}
            - create_check_constraint: {name: n, table: t, sql: id > 0}
            - drop_constraint: {name: uq_t, table: t, type: unique}
            - create_table_comment: {table: t, comment: c}
            - drop_table_comment: t
            - create_enum: {name: n, values: [one, two]}
            - alter_enum: {name: n, values: [one, two]}
            - drop_enum: n
            - create_schema: n
            - drop_schema: n
            - create_view: {name: n, sql: select id from t, comment: c}
            - replace_view: {name: v, sql: select id from t where id > 1, previous: select id from t, previous_comment: c}
            - drop_view: v
            - create_function: {name: n, arguments: integer, sql: "(integer) returns integer language sql as 'select 1'"}
            - create_function: {name: n, sql: "() returns integer deterministic return 1"}
            - drop_function: {name: n, arguments: "integer, text"}
            - create_trigger: {name: n, table: t, sql: after insert on t for each row set @a = 1}
            - create_trigger: {name: n, table: t, sql: after insert on t begin select 1; end}
            - create_sequence: {name: n, sql: increment by 2}
            - create_domain: {name: n, sql: as integer check (value > 0)}
            - bulk_insert: {table: t, rows: [{id: 1, b: x}]}
            - autocommit: [{drop_column: {table: t, name: b}}]
            """);

    private static final List<Operation> START = LiveDatabase.operations("""
            - create_table: {name: base, columns: {id: integer, name: string(20)}, primary_key: [id]}
            - bulk_insert: {table: base, rows: [{id: 1, name: Ann}]}
            - create_table: {name: t, columns: {id: {type: integer, nullable: false}, b: string(20)}, primary_key: [id], unique: [{name: uq_t, columns: [b]}], indexes: [{name: ix_t, columns: [id, b]}]}
            - create_table: {name: u, columns: {id: {type: integer, nullable: false}}}
            - create_table: {name: w, columns: {id: {type: integer, nullable: false}, at: timestamp}, primary_key: [id]}
            - create_view: {name: v, sql: select id from t}
            """);

    private static final String[] PIECES = {
        "'",
        "''",
        "\"",
        "`",
        "\\",
        ";",
        "--",
        "-- ",
        "/*",
        "*/",
        "#",
        "//",
        "$$",
        "$a$",
        "1$a$",
        "e'",
        "1e'",
        "1e--",
        "(",
        ")",
        ",",
        " ",
        "\n",
        "\r",
        "[",
        "]",
        "x",
        "0",
        "/*!99999 ",
        "/*M!",
        "\u007f",
        "\u2019",
        " not null",
        " union select 1",
        "a",
        " from base",
        "; drop table base; --",
        "; alter table base add zz integer; --",
        "); drop table base; --",
        "full",
        ", drop column name",
        ", add column zz integer",
        "') , drop column name --",
        "', drop column name, add column q integer default '"
    };

    private static final String[] ATTACKS = {
        "; alter table base add column tier integer; drop table u",
        "); alter table base add column tier integer; select (1",
        "'); drop table base; --",
        "\\'; drop table base; --",
        "\"; drop table base; --",
        "`; drop table base; --",
        "1); drop table base; /*",
        "1$a$ $a$); drop table base; select (2 $a$ 3$a$",
        "$$); drop table base; select ($$",
        ", drop column id",
        " references base(id) on delete cascade",
        " check (exists (select 1 from base))",
        " on base for each row set @b = 2",
        "/*! on base */",
        "/*!99999 ( */ ); drop table base; -- ",
        "x\n; drop table base"
    };

    /** Texts that no statement contains. */
    private static final Set<String> UNUSED =
            Set.of("ExecuteSql.sql", "RunJava.step", "Native.sql", "Tolerance.absent", "ToleratedCheck.includes");

    @Test
    void the_templates_have_a_value_for_each_text_of_each_operation() {
        Set<String> known = new TreeSet<>();
        Arrays.stream(Operation.class.getPermittedSubclasses()).forEach(type -> RecordTexts.declared(type, known));
        Set<String> covered = new TreeSet<>(UNUSED);
        TEMPLATES.forEach(operation -> RecordTexts.of(operation).forEach(text -> covered.add(text.field())));
        known.removeAll(covered);
        assertEquals(Set.of(), known);
    }

    @TestFactory
    Stream<DynamicTest> no_text_of_an_operation_injects_sql() {
        return DialectUnderTest.ALL.stream()
                .map(database -> DynamicTest.dynamicTest(database.toString(), () -> attack(database)));
    }

    private static void attack(DialectUnderTest under) throws SQLException {
        Dialect dialect = under.dialect();
        Random random = new Random(7);
        int refused = 0;
        int tried = 0;
        try (TestDatabase database = TestDatabase.open(under.kind());
                Connection connection = database.connect()) {
            Target target = Target.create(dialect, connection);
            for (Operation template : TEMPLATES) {
                for (RecordTexts.Text<Operation> text : RecordTexts.of(template)) {
                    for (String hostile : hostile(text.value(), random)) {
                        Optional<Operation> operation = text.replaced(hostile);
                        tried++;
                        if (operation.isEmpty() || !target.attempt(operation.get())) {
                            refused++;
                        }
                    }
                }
            }
        }
        assertTrue(refused > tried / 5, refused + " of " + tried + " were refused");
    }

    private static List<String> hostile(String value, Random random) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS_PER_FIELD; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? value : "");
            if (random.nextInt(3) == 0) {
                text.append(ATTACKS[random.nextInt(ATTACKS.length)]);
            } else {
                for (int j = random.nextInt(6); j >= 0; j--) {
                    text.append(PIECES[random.nextInt(PIECES.length)]);
                }
            }
            texts.add(text.toString());
        }
        return texts;
    }

    /**
     * A database with a base table that no attempt may change.
     *
     * @param schema the tables at the start of each attempt
     * @param expected the description of the base table
     */
    private record Target(Dialect dialect, Connection connection, Schema schema, String expected) {
        private static final List<TableName> BASE = List.of(TableName.of("base"));

        static Target create(Dialect dialect, Connection connection) throws SQLException {
            new LiveDatabase(dialect, connection).run(START);
            return new Target(
                    dialect, connection, LiveDatabase.after(Schema.EMPTY, START, dialect), base(dialect, connection));
        }

        /** Returns whether Trellis accepted the operation; the database may still have refused it. */
        boolean attempt(Operation operation) throws SQLException {
            if (Identifiers.findIllegal(operation, dialect).isPresent()
                    || EmbeddedTexts.findMalformed(operation, dialect).isPresent()) {
                return false;
            }
            boolean isTransaction = dialect.capabilities().transactionalDdl();
            connection.setAutoCommit(!isTransaction);
            boolean accepted = true;
            List<String> executed = new ArrayList<>();
            List<String> succeeded = new ArrayList<>();
            try {
                dialect.compile(List.of(operation), Catalog.ofSchema(schema), statement -> {
                    executed.add(statement.sql());
                    assertEquals(
                            1,
                            SqlSplitter.statements(statement.sql(), dialect.syntax())
                                    .size(),
                            () -> operation + "\n" + statement.sql());
                    if (execute(statement.sql())) {
                        succeeded.add(statement.sql());
                        if (operation instanceof CreateSchema create && !isTransaction) {
                            execute("DROP SCHEMA " + dialect.quote(create.name()));
                        }
                    }
                });
            } catch (TrellisException e) {
                accepted = false;
            }
            if (!executed.isEmpty()) {
                assertEquals(expected, base(dialect, connection), () -> operation + "\n" + executed);
            }
            if (isTransaction) {
                connection.rollback();
                connection.setAutoCommit(true);
            } else if (!succeeded.isEmpty()) {
                restore();
            }
            return accepted;
        }

        private static String base(Dialect dialect, Connection connection) throws SQLException {
            Map<TableName, Map<String, String>> structure = dialect.catalogSnapshot(connection, BASE);
            try (Statement sql = connection.createStatement();
                    java.sql.ResultSet rows = sql.executeQuery("SELECT count(*), min(name) FROM base")) {
                rows.next();
                return structure + " " + rows.getString(1) + rows.getString(2);
            }
        }

        /** Returns whether the database accepted the statement. */
        private boolean execute(String sql) {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(sql);
                return true;
            } catch (SQLException e) {
                // The database refuses the statement as a whole, which is as good. PostgreSQL then needs a rollback.
                rollback();
                return false;
            }
        }

        private void rollback() {
            try {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        /** Drops every table but the base, and creates the app's tables again. */
        private void restore() throws SQLException {
            Schema schema = dialect.inspect(connection, List.of());
            for (DefinitionName definition : schema.definitions().keySet()) {
                if (!definition.kind().isOnTable()) {
                    drop(definition);
                }
            }
            for (TableName table : schema.tables().keySet()) {
                if (!table.name().equals("base")) {
                    drop(dialect.quote(table.name()));
                }
            }
            new LiveDatabase(dialect, connection).run(START.subList(2, START.size()));
        }

        private void drop(DefinitionName definition) {
            dialect.compile(
                    List.of(new DropDefinition(definition)),
                    dialect.catalog(connection),
                    statement -> execute(statement.sql()));
        }

        private void drop(String quoted) throws SQLException {
            try (Statement sql = connection.createStatement()) {
                boolean mysql = dialect.name().equals("mysql") || dialect.name().equals("mariadb");
                if (mysql) {
                    sql.execute("SET foreign_key_checks = 0");
                }
                sql.execute("DROP TABLE " + quoted + (mysql ? "" : " CASCADE"));
                if (mysql) {
                    sql.execute("SET foreign_key_checks = 1");
                }
            }
        }
    }
}
