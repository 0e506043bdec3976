package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A model of tables with twelve columns, indexes, a unique constraint and foreign keys, and five differences from it. */
final class ModelInputs {
    /**
     * The number of tables that one transaction creates, because PostgreSQL cannot lock many thousands of tables and indexes
     * in one transaction.
     */
    private static final int TABLES_PER_TRANSACTION = 100;

    /** The number of views that read each other. */
    private static final int LAYERS = 5;

    private ModelInputs() {}

    static void write(Path project, int tables, int views) throws IOException {
        Files.createDirectories(project.resolve("scripts"));
        Files.writeString(project.resolve("trellis.yaml"), Inputs.DATABASE + """
                branches:
                  app:
                    directory: scripts
                    model: model.yaml
                """);
        Files.writeString(project.resolve("scripts/000000000001_begin.yaml"), """
                revision: 000000000001
                down_revision: null
                branch_labels: [app]
                message: begin
                created: 2026-01-01T00:00:00Z

                upgrade: []

                downgrade: []
                """);
        StringBuilder model = new StringBuilder("tables:\n");
        for (int i = 0; i < tables; i++) {
            model.append("""
                      t%d:
                        columns:
                          id: bigint
                          code: {type: string(40), nullable: false}
                          name: string(100)
                          note: text
                          amount: {type: "numeric(12,2)", nullable: false, default: 0}
                          quantity: integer
                          active: {type: boolean, nullable: false, default: true}
                          created: timestamp
                          born: date
                          weight: double
                          parent_id: bigint
                          owner_id: bigint
                        primary_key: [id]
                        unique: [[code]]
                        indexes: [{columns: [name]}, {columns: [active, created]}, {columns: [parent_id]}, {columns: [owner_id]}]
                        foreign_keys:
                          - {columns: [parent_id], references: "t%d(id)"}
                          - {columns: [owner_id], references: "t%d(id)", on_delete: cascade}
                    """.formatted(i, Math.max(0, i - 1), i / 2));
        }
        if (views > 0) {
            model.append("views:\n");
        }
        for (int i = 0; i < views; i++) {
            model.append("  v").append(i).append(": {sql: \"").append(view(i)).append("\"}\n");
        }
        Files.writeString(project.resolve("model.yaml"), model);
    }

    /** Returns the query of a view: every fifth view reads tables, the others read the view before. */
    private static String view(int number) {
        return number % LAYERS == 0
                ? "select a.id, a.code, a.amount * 2 as twice, b.name as owner_name from t" + number + " a join t"
                        + number / 2 + " b on b.id = a.owner_id where a.active and b.quantity > 3"
                : "select id, code, twice + " + number + " as twice, owner_name from v" + (number - 1)
                        + " where twice > " + number;
    }

    /** Creates the views of the model. */
    static void createViews(TestDatabase database, int views) {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < views; i++) {
            statements.add("create view v" + i + " as " + view(i));
        }
        database.execute(statements);
    }

    /** Creates the tables of the model. */
    static void create(TestDatabase database, int tables) throws SQLException {
        boolean mariadb = database.kind() == Kind.MARIADB;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < tables; i++) {
                int parent = Math.max(0, i - 1);
                int owner = i / 2;
                StringBuilder inline = new StringBuilder();
                List<String> indexes = new ArrayList<>();
                for (String columns : List.of("name", "active, created", "parent_id", "owner_id")) {
                    String name = "ix_t" + i + "_" + columns.replace(", ", "_");
                    // On MariaDB each statement is a transaction, so CREATE TABLE also creates the indexes.
                    if (mariadb) {
                        inline.append(", index ")
                                .append(name)
                                .append(" (")
                                .append(columns)
                                .append(")");
                    } else {
                        indexes.add("create index " + name + " on t" + i + " (" + columns + ")");
                    }
                }
                statement.execute("create table t" + i + " (id bigint not null, code varchar(40) not null,"
                        + " name varchar(100), note text, amount numeric(12,2) not null default 0, quantity integer,"
                        + " active boolean not null default true, created " + (mariadb ? "datetime" : "timestamp")
                        + ", born date, weight double precision, parent_id bigint, owner_id bigint, constraint pk_t"
                        + i + " primary key (id), constraint uq_t" + i + "_code unique (code), constraint fk_t" + i
                        + "_parent_id_t" + parent + " foreign key (parent_id) references t" + parent
                        + " (id), constraint fk_t" + i + "_owner_id_t" + owner
                        + " foreign key (owner_id) references t" + owner + " (id) on delete cascade" + inline + ")");
                for (String index : indexes) {
                    statement.execute(index);
                }
                if (i % TABLES_PER_TRANSACTION == 0) {
                    connection.commit();
                }
            }
            connection.commit();
        }
    }

    static List<String> differences(Kind kind) {
        return List.of(
                "alter table t5 add column extra integer",
                "drop index ix_t7_name" + (kind == Kind.MARIADB ? " on t7" : ""),
                "create index ix_t9_quantity on t9 (quantity)",
                "alter table t11 drop column note",
                "alter table t13 drop column weight");
    }
}
