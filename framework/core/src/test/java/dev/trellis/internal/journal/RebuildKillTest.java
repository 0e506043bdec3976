package dev.trellis.internal.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.fixture.TestProject;
import dev.trellis.internal.connection.Backoff;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that are killed while SQLite rebuilds a table, before a statement or just after it has begun. */
class RebuildKillTest {
    private static final String EVERYTHING = """
            -- revision: a1
            -- down_revision: null
            -- branch_labels: [app]
            -- message: all that hangs on a table
            -- upgrade
            create table p (id integer primary key);
            create table t (
              id integer primary key autoincrement, -- the key
              p_id int references p on delete cascade,
              up int references t deferrable initially deferred,
              a text collate nocase unique on conflict replace,
              b blob,
              c text as (upper(a)) virtual,
              check (a <> '')
            );
            create table c (t_id int references t on delete cascade);
            create table log (what text);
            create index i on t (lower(a)) where p_id is not null;
            create view v as select id, c from t;
            create trigger t_ins after insert on T begin insert into log values (new.a); end;
            create trigger v_ins instead of insert on v begin insert into t (a) values (new.c); end;
            create trigger c_ins after insert on c begin update t set b = x'00' where id = new.t_id; end;
            insert into p values (1);
            insert into t (id, p_id, a, b)
              with recursive n(i) as (select 1 union all select i + 1 from n limit 3000)
              select i * 3, 1, 'a' || i, randomblob(20000) from n;
            update t set up = 3;
            delete from t where id > 8990;
            insert into c select id from t where id % 2 = 0;
            analyze;
            """;

    private static final String REBUILT = """
            upgrade:
              - alter_column: {table: t, name: b, nullable: false}
              - create_check_constraint: {table: t, name: ck, sql: id > 0}
            """;

    private static final List<String> ROWS = List.of(
            "select id, p_id, up, a, length(b), hex(substr(b, 1, 9)), c from t order by id",
            "select * from c order by 1",
            "select * from sqlite_sequence",
            "select * from sqlite_stat1 order by 1, 2",
            "select count(*) from log");
    private static final String OBJECTS = "select type, name, tbl_name, sql from sqlite_master"
            + " where name not like 'trellis!_history%' escape '!' order by 1, 2";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"INSERT OR ABORT", "DROP TABLE t", "ALTER TABLE", "CREATE TRIGGER"})
    void a_killed_rebuild_loses_no_rows_and_leaves_no_table_behind(String statement) throws Exception {
        try (TestProject project = TestProject.shared(Kind.SQLITE, folder)) {
            project.write("db/a1.sql", EVERYTHING);
            project.upgrade();
            project.script("a2", "a1", REBUILT);
            TestDatabase database = project.database();
            List<String> objects = database.query(OBJECTS);
            List<List<String>> rows = ROWS.stream().map(database::query).toList();

            Process process = project.start();
            while (!project.output().contains("statement: " + statement)) {
                assertTrue(process.isAlive(), project::output);
                Backoff.sleep(1);
            }
            process.destroyForcibly().waitFor();
            assertFalse(project.output().contains("ran "), "it was killed too late");
            assertEquals(objects, database.query(OBJECTS));
            assertEquals(rows, ROWS.stream().map(database::query).toList());
            assertEquals(List.of("ok"), database.query("pragma integrity_check"));
            assertEquals(List.of("a1"), database.query("select version_num from trellis_version"));

            process = project.start();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), project::output);
            assertEquals(0, process.exitValue(), project::output);
            assertEquals(rows, ROWS.stream().map(database::query).toList());
            assertEquals(
                    objects.stream()
                            .filter(each -> !each.startsWith("table|t|"))
                            .toList(),
                    database.query(OBJECTS).stream()
                            .filter(each -> !each.startsWith("table|t|"))
                            .toList());
            assertEquals(List.of(), database.query("select * from pragma_foreign_key_check"));
        }
    }
}
