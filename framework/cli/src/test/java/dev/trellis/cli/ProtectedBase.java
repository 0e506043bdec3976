package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;

/**
 * A project with a protected base, an app with one table, and a revision of the app that attacks the base. The base has the
 * table {@code customer} with one row, the table {@code visit} that refers to it, and a view; on PostgreSQL, further objects.
 */
final class ProtectedBase {
    private static final String BASE = """
            revision: aa0000000001
            branch_labels: [base_schema]
            upgrade:
              - create_table:
                  name: customer
                  columns: {id: integer, name: {type: string(20), nullable: false}}
                  primary_key: [id]
              - create_table:
                  name: visit
                  columns: {id: integer, customer_id: integer, mood: "enum(mood: sad, ok)"}
                  primary_key: [id]
                  foreign_keys: [{columns: [customer_id], references: customer(id)}]
                  indexes: [{columns: [customer_id]}]
              - bulk_insert: {table: customer, rows: [{id: 1, name: Ann}]}
              - execute: create view customer_name as select id, name from customer
            """;

    private static final String POSTGRESQL_BASE = """
              - execute: create domain short_text as text check (length(value) < 9)
              - execute: alter table visit add column note short_text
              - execute: create sequence visit_no
              - execute: alter table visit add column no integer default nextval('visit_no')
              - execute: >
                  create function base_touch() returns trigger language plpgsql as $$ begin return new; end $$
              - execute: create trigger base_touch before update on customer for each row execute function base_touch()
              - execute: create table visit_log (id integer) partition by range (id)
              - execute: >
                  do $$ begin execute 'create table visit_log_1 partition of visit_log for values from (100) to (200)'; end $$
              - execute: create function base_inner(text) returns boolean language sql immutable return $1 <> ''
              - execute: create function ok(text) returns boolean language sql immutable return base_inner($1)
              - execute: alter table customer add check (ok(name))
              - execute: create type base_level as enum ('low', 'high')
              - execute: create domain base_step as base_level
              - execute: create domain base_word as text
              - execute: create domain base_long_word as base_word
              - execute: alter table visit add column level base_step, add column word base_long_word
              - execute: create function base_note() returns void language plpgsql as $$ begin end $$
              - execute: >
                  create function base_count() returns trigger language plpgsql as $$ begin perform base_note(); return new; end $$
              - execute: create trigger base_count after insert on visit for each row execute function base_count()
              - execute: create function base_eq(text, text) returns boolean language sql immutable return lower($1) = lower($2)
              - execute: create operator === (leftarg = text, rightarg = text, function = base_eq)
              - execute: alter table visit add check (word::text === word::text)
              - execute: create text search configuration base_words (copy = simple)
              - execute: >
                  alter table visit add column words tsvector generated always as (to_tsvector('base_words', word)) stored
            """;

    private static final String MARIADB_BASE = """
              - execute: create function base_level(n integer) returns integer deterministic return n
              - execute: create trigger base_touch before insert on customer for each row set new.id = base_level(new.id)
            """;

    private static final String H2_BASE = """
              - execute: create domain short_text as varchar(9)
              - execute: alter table visit add column note short_text
            """;

    private ProtectedBase() {}

    /**
     * Opens a database and applies the first revisions of the base and of the app.
     *
     * @param more further lines of the configuration
     */
    static TestDatabase started(Path folder, Kind kind, String more) {
        TestDatabase database = TestDatabase.open(kind);
        CommandLineRun.write(folder, "base/a.yaml", BASE + more(kind));
        CommandLineRun.write(folder, "app/b.yaml", """
                revision: bb0000000001
                branch_labels: [app]
                depends_on: [aa0000000001]
                upgrade:
                  - create_table: {name: app_note, columns: {id: integer, text: string(20)}, primary_key: [id]}
                """);
        configure(folder, database, more);
        attempt(folder, "[]", "[]");
        CommandLineRun up = CommandLineRun.of(folder, "upgrade", "bb0000000001");
        assertEquals(Main.EXIT_OK, up.code(), up.err());
        return database;
    }

    private static String more(Kind kind) {
        return switch (kind) {
            case POSTGRESQL -> POSTGRESQL_BASE;
            case MYSQL -> MARIADB_BASE;
            case MARIADB -> MARIADB_BASE + """
                          - execute: create sequence visit_no
                          - execute: alter table visit add column no integer default nextval(visit_no)
                        """;
            case H2 -> H2_BASE;
            case SQLITE -> "";
        };
    }

    static void configure(Path folder, TestDatabase database, String more) {
        CommandLineRun.configure(folder, database, """
                branches:
                  base_schema: {directory: base, protected: true}
                  app: {directory: app, table_prefix: app_}
                """ + more);
    }

    /** Writes the revision of the app that attacks the base. */
    static void attempt(Path folder, String upgrade, String downgrade) {
        CommandLineRun.write(
                folder,
                "app/c.yaml",
                "revision: cc0000000001\ndown_revision: bb0000000001\nupgrade: " + upgrade + "\ndowngrade: " + downgrade
                        + "\n");
    }
}
