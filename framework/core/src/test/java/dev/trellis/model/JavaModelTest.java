package dev.trellis.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trellis.error.TrellisException;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Naming;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JavaModelTest {
    private static final Table CUSTOMER = Table.of(
                    TableName.of("customer"), List.of(Column.of("uuid", ColumnType.of(Kind.UUID))))
            .withPrimaryKey(new PrimaryKey("pk_customer", List.of("uuid")));

    private static final String YAML = """
            tables:
              notes_note:
                comment: what people write down
                renamed_from: memo
                columns:
                  id: {type: bigint, identity: true}
                  number: {type: integer, identity: {always: true, start: 100, increment: 10}}
                  title: {type: string(80), nullable: false, default: none, comment: shown in lists, collation: C}
                  pinned: {type: boolean, nullable: false, default: false}
                  rank: {type: integer, default: 5, renamed_from: position}
                  price: {type: "numeric(6,2)", default: 1.50}
                  mood: "enum(mood: sad, ok)"
                  email: {type: {postgresql: citext, default: text}}
                  made: {type: timestamptz, default_sql: current_timestamp, on_update_sql: current_timestamp}
                  changed: {type: timestamp(6), on_update_sql: {mariadb: current_timestamp, mysql: current_timestamp}}
                  day: {type: date, default_sql: {postgresql: current_date, default: "(date('now'))"}}
                  upper: {type: text, computed: {sql: upper(title), stored: true}}
                primary_key: {name: the_key, columns: [id]}
                unique:
                  - [title, pinned]
                  - {name: one_number, columns: [number]}
                checks:
                  - {name: positive, sql: rank >= 0}
                  - {name: long, sql: {sqlite: length(title) > 1, default: char_length(title) > 1}}
                indexes:
                  - {columns: [title, rank]}
                  - {name: newest, columns: [{column: made, order: desc}, {expression: lower(title)}], unique: true,
                     where: pinned, include: [rank]}
                  - {columns: [{column: title, opclass: text_pattern_ops}], using: btree, nulls_not_distinct: true}
              notes_customer:
                extends: customer
                columns: {note_id: bigint, other_id: bigint}
                foreign_keys:
                  - {columns: [note_id], references: notes_note(id)}
                  - {name: other, columns: [other_id], references: notes_note(id), on_delete: set null,
                     on_update: cascade, match: full, deferrable: true, initially: deferred}
            """;

    private static final JavaModel JAVA = JavaModel.tables(t -> t.table(
                    "notes_note",
                    n -> n.comment("what people write down")
                            .renamedFrom("memo")
                            .column("id", "bigint", c -> c.identity())
                            .column("number", "integer", c -> c.identity(true, 100, 10))
                            .column(
                                    "title",
                                    "string(80)",
                                    c -> c.notNull()
                                            .defaultValue("none")
                                            .comment("shown in lists")
                                            .collation("C"))
                            .column("pinned", "boolean", c -> c.notNull().defaultValue(false))
                            .column("rank", "integer", c -> c.defaultValue(5).renamedFrom("position"))
                            .column("price", "numeric(6,2)", c -> c.defaultValue(new BigDecimal("1.50")))
                            .column("mood", "enum(mood: sad, ok)")
                            .column("email", Map.of("postgresql", "citext", "default", "text"), c -> {})
                            .column(
                                    "made",
                                    "timestamptz",
                                    c -> c.defaultSql("current_timestamp").onUpdateSql("current_timestamp"))
                            .column(
                                    "changed",
                                    "timestamp(6)",
                                    c -> c.onUpdateSql(
                                            Map.of("mariadb", "current_timestamp", "mysql", "current_timestamp")))
                            .column(
                                    "day",
                                    "date",
                                    c -> c.defaultSql(Map.of("postgresql", "current_date", "default", "(date('now'))")))
                            .column("upper", "text", c -> c.computed("upper(title)", true))
                            .primaryKeyNamed("the_key", "id")
                            .unique("title", "pinned")
                            .uniqueNamed("one_number", "number")
                            .check("positive", "rank >= 0")
                            .check("long", Map.of("sqlite", "length(title) > 1", "default", "char_length(title) > 1"))
                            .index("title", "rank")
                            .index(i -> i.named("newest")
                                    .descending("made")
                                    .expression("lower(title)")
                                    .unique()
                                    .where("pinned")
                                    .include("rank"))
                            .index(i -> i.part(Map.of("column", "title", "opclass", "text_pattern_ops"))
                                    .using("btree")
                                    .nullsNotDistinct()))
            .table(
                    "notes_customer",
                    n -> n.extending("customer")
                            .column("note_id", "bigint")
                            .column("other_id", "bigint")
                            .foreignKey("note_id", "notes_note(id)")
                            .foreignKey(
                                    "other_id",
                                    "notes_note(id)",
                                    k -> k.named("other")
                                            .onDelete(ReferentialAction.SET_NULL)
                                            .onUpdate(ReferentialAction.CASCADE)
                                            .match(ForeignKey.Match.FULL)
                                            .initiallyDeferred())));

    private static Optional<Table> bases(TableName name) {
        return Optional.of(CUSTOMER).filter(table -> table.name().equals(name));
    }

    @Test
    void declares_the_same_schema_as_yaml() {
        Schema yaml = new ModelReader(Naming.DEFAULT, JavaModelTest::bases).read(YamlReader.read("model.yaml", YAML));

        Schema java = JAVA.read(Naming.DEFAULT, JavaModelTest::bases);

        assertEquals(yaml, java);
        assertEquals(List.of(TableName.of("mood")), List.copyOf(java.enums().keySet()));
    }

    @Test
    void reports_the_errors_of_yaml_with_the_name_of_the_model() {
        JavaModel model = JavaModel.tables("dev.notes.NotesModel", t -> t.table("note", n -> n.column("id", "uid")));

        TrellisException e =
                assertThrows(TrellisException.class, () -> model.read(Naming.DEFAULT, name -> Optional.empty()));

        assertEquals(
                "unknown_type: dev.notes.NotesModel: there is no type 'uid'\n  Did you mean 'uuid'?", e.getMessage());
    }

    @Test
    void rejects_a_duplicate_table_or_column() {
        JavaModel tables = JavaModel.tables(
                t -> t.table("note", n -> n.column("id", "uuid")).table("note", n -> n.column("id", "uuid")));
        JavaModel columns = JavaModel.tables(
                t -> t.table("note", n -> n.column("id", "uuid").column("id", "text")));

        assertEquals("already_exists", nameOf(tables));
        assertEquals("already_exists", nameOf(columns));
    }

    private static String nameOf(JavaModel model) {
        return assertThrows(TrellisException.class, () -> model.read(Naming.DEFAULT, name -> Optional.empty()))
                .name();
    }
}
