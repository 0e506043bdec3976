package dev.trellis.internal.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trellis.dialect.sqlite.SqliteDialect;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.revision.Revision;
import dev.trellis.schema.Naming;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import dev.trellis.script.Declarations;
import dev.trellis.script.DraftBody;
import dev.trellis.script.Header;
import dev.trellis.script.LocatedOperation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Written scripts are read back as equal operations, and are readable. */
class ScriptWriterTest {
    private static final ParseContext CONTEXT =
            ParseContext.of(new SqliteDialect(), Set.of("sqlite", "postgresql"), Naming.DEFAULT);
    private static final ScriptWriter WRITER = new ScriptWriter(CONTEXT, Naming.DEFAULT);
    private static final Header HEADER = new Header(
            Revision.of("8c1f2a77b3de", "4be09a5d1c22").labelled("poser").dependingOn("1d20f6a9b0c3"),
            "add the customer extension",
            "2026-11-20T12:00:00Z");

    /** The writer reads the text back and throws if it differs. */
    @Property(tries = 500)
    void every_operation_is_read_back(@ForAll long seed) {
        AnyOperation any = new AnyOperation(seed);
        List<Operation> up = any.operations();
        DraftBody body = new DraftBody(up, any.operations(), List.of(any.text()));
        byte[] written = WRITER.write(new YamlFormat(), HEADER, body, "a.yaml").getBytes(StandardCharsets.UTF_8);
        List<LocatedOperation> read = new YamlFormat()
                .read(new ScriptFile("a.yaml", "a.yaml", null, written))
                .body(CONTEXT)
                .upgrade();
        assertEquals(up, read.stream().map(LocatedOperation::operation).toList());
    }

    @Property(tries = 300)
    void every_header_is_read_back(@ForAll long seed) {
        AnyOperation any = new AnyOperation(seed);
        Revision revision = new Revision(
                "r" + Long.toUnsignedString(seed, 36),
                List.of(any.text(), any.text()),
                new LinkedHashSet<>(List.of("a label " + seed % 10, "yes")),
                List.of(any.text()));
        Header header = new Header(revision, any.text(), "2026-11-20T12:00:00Z");
        for (ScriptFormat format : List.of(new YamlFormat(), new SqlFormat())) {
            WRITER.write(format, header, DraftBody.empty(any.text()), "a");
        }
    }

    @Test
    void the_declarations_of_a_header_are_read_back() {
        for (List<String> touches : List.of(List.<String>of(), List.of("t"), List.of("a.t", "x, y"))) {
            Declarations declarations = new Declarations(true, Map.of("data_loss", "old"), "a reason", true, touches);
            Header header = new Header(Revision.of("a1"), "", null, declarations);
            byte[] text = WRITER.write(new SqlFormat(), header, DraftBody.empty("a note"), "a.sql")
                    .getBytes(StandardCharsets.UTF_8);
            assertEquals(
                    header,
                    new SqlFormat()
                            .read(new ScriptFile("a.sql", "a.sql", null, text))
                            .header());
        }
    }

    @Test
    void a_draft_is_readable() {
        List<Operation> up = read("""
                - create_table:
                    name: poser_customer
                    comment: what Poser adds
                    columns:
                      uuid: uuid
                      tier: {type: string(20), nullable: false, default: bronze}
                      score: {type: "numeric(10,2)"}
                      created: {type: timestamptz, default_sql: now()}
                      country: {type: char(2), default: no}
                    primary_key: {name: pk_poser_customer, columns: [uuid]}
                    foreign_keys:
                      - {name: fk_pc, columns: [uuid], references: customer(uuid), on_delete: cascade}
                    checks:
                      - {name: score_positive, sql: score >= 0}
                - add_column: {table: t, name: c, type: "enum(mood: sad, glad)", comment: "sad, or glad"}
                - create_index: {name: ix_t_c, table: t, columns: [{column: c, order: desc}], where: {postgresql: c > 0, default: c <> 0}}
                - execute: |
                    update customer
                       set name = 'x: y';
                - execute: {postgresql: select 1, default: "-- nothing"}
                - bulk_insert: {table: t, rows: [{id: 1, name: "1"}, {id: 2, name: null}]}
                - autocommit: [{drop_index: {name: ix_t_c, table: t, concurrently: true}}]
                """);
        DraftBody body =
                new DraftBody(up, List.of(new DropTable(TableName.of("poser_customer"))), List.of("look at 'tier'"));
        assertEquals("""
                revision: 8c1f2a77b3de
                down_revision: 4be09a5d1c22
                branch_labels: [poser]
                depends_on: [1d20f6a9b0c3]
                message: add the customer extension
                created: 2026-11-20T12:00:00Z

                # look at 'tier'
                upgrade:
                  - create_table:
                      name: poser_customer
                      comment: what Poser adds
                      columns:
                        uuid: uuid
                        tier: {type: string(20), nullable: false, default: bronze}
                        score: numeric(10,2)
                        created: {type: timestamptz, default_sql: now()}
                        country: {type: char(2), default: no}
                      primary_key: {name: pk_poser_customer, columns: [uuid]}
                      foreign_keys:
                        - {name: fk_pc, columns: [uuid], references: customer(uuid), on_delete: cascade}
                      checks:
                        - {name: score_positive, sql: score >= 0}
                  - add_column: {table: t, name: c, type: "enum(mood: sad, glad)", comment: "sad, or glad"}
                  - create_index:
                      table: t
                      name: ix_t_c
                      columns:
                        - {column: c, order: desc}
                      where: {default: c <> 0, postgresql: c > 0}
                  - execute: |
                      update customer
                         set name = 'x: y';
                  - execute: {default: -- nothing, postgresql: select 1}
                  - bulk_insert: {table: t, rows: [{id: 1, name: "1"}, {id: 2, name: null}]}
                  - autocommit:
                      - drop_index: {table: t, name: ix_t_c, concurrently: true}

                downgrade:
                  - drop_table: poser_customer
                """, WRITER.write(new YamlFormat(), HEADER, body, "a.yaml"));
    }

    @Test
    void sql_scripts_contain_only_sql() {
        Header header = new Header(Revision.of("a1"), "", null);
        DraftBody body = new DraftBody(List.of(new ExecuteSql(SqlText.of("select 1"))), null, List.of());
        assertEquals("""
                -- revision: a1
                -- down_revision: null

                -- upgrade
                select 1;
                """, WRITER.write(new SqlFormat(), header, body, "a.sql"));
        DraftBody table = new DraftBody(
                read("- create_table: {name: t, columns: {id: integer}}").stream()
                        .filter(CreateTable.class::isInstance)
                        .toList(),
                null,
                List.of());
        TrellisException refused =
                assertThrows(TrellisException.class, () -> WRITER.write(new SqlFormat(), header, table, "a.sql"));
        assertEquals("not_sql", refused.name());
    }

    private static List<Operation> read(String yaml) {
        return new OperationReader(Naming.DEFAULT).operations(YamlReader.read("test", yaml), "operations");
    }
}
