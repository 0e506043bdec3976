package dev.trellis.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.sql.SqlSyntax;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.h2.util.ScriptReader;
import org.junit.jupiter.api.Test;

/** Runs split statements on real databases, which reject a statement that ends too early or too late. */
class SplitAndRunTest {
    private static List<String> split(String text, SqlSyntax syntax) {
        return SqlSplitter.split(text, syntax, "a.sql", 1).stream()
                .map(SqlStatement::text)
                .toList();
    }

    @Test
    void sqlite_triggers() {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            database.execute(split("""
                            create table [t;1] (id integer primary key, "a;b" text default ';'); -- a table;
                            create table log (what text);
                            /* two; of them */
                            create trigger one after insert on [t;1] begin
                                insert into log values (case when new.id > 1 then 'many;' else 'one;' end);
                                insert into log values ('end;'); -- end;
                            end;
                            create temp trigger two after delete on `t;1` begin delete from log; END;
                            insert into [t;1] (id) values (1), (2);
                            """, SqlSyntax.SQLITE));
            assertEquals(List.of("one;", "end;", "many;", "end;"), database.query("select what from log"));
        }
    }

    @Test
    void postgresql_bodies() {
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL)) {
            database.execute(split("""
                            create table t (id int, note text); /* a /* nested; */ comment; */
                            create function f(a int) returns int language plpgsql as $f$
                            begin
                                execute $$ insert into t values (1, ';') $$;
                                return a; -- $$
                            end $f$;
                            create or replace function g(a int) returns text begin atomic
                                select 1;
                                select case when a > 0 then E'it\\'s;' else '\\' end;
                            end;
                            create procedure p() begin atomic insert into t values (2, 'p'); insert into t values (3, 'p'); end;
                            create table u (id int);
                            create rule r as on insert to u do also (insert into t values (4, 'r'); delete from t where id = 1);
                            do $$ begin perform f(1); end $$;
                            call p();
                            insert into u values (1);
                            insert into t values (5, g(1)), (6, g(0))
                            """, SqlSyntax.POSTGRESQL));
            assertEquals(
                    List.of("2|p", "3|p", "4|r", "5|it's;", "6|\\"), database.query("select * from t order by id"));
        }
    }

    @Test
    void mariadb_procedures() {
        try (TestDatabase database = TestDatabase.open(Kind.MARIADB)) {
            database.execute(split("""
                            create table `t;1` (id int, note text); # a table;
                            DELIMITER //
                            create procedure p(n int)
                            begin
                                -- a comment; with a delimiter
                                if n > 0 then insert into `t;1` values (n--1, 'it\\'s;'); end if;
                                insert into `t;1` values (0, "a""b;");
                            end //
                            create trigger g before insert on `t;1` for each row begin set new.id = new.id + 1; end//
                            DELIMITER ;
                            call p(1);
                            /*! insert into `t;1` values (10, 'kept') */;
                            --insert into `t;1` values (20, 'not run');
                            """, SqlSyntax.MARIADB));
            assertEquals(List.of("1|a\"b;", "3|it's;", "11|kept"), database.query("select * from `t;1` order by id"));
        }
    }

    @Test
    void h2_aliases() {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            database.execute(split("""
                            create table "t;1" (id int); // a table;
                            create alias f as $$ int f(int a) { /* x */ int b = a; return b + 1; } $$;
                            /* a /* nested; */ comment; */ insert into "t;1" values (f(1));
                            """, SqlSyntax.H2));
            assertEquals(List.of("2"), database.query("select * from \"t;1\""));
        }
    }

    /** Compares the splitter with H2's own ScriptReader on random texts without errors. */
    @Test
    void h2_splits_like_its_script_reader() throws IOException {
        List<String> pieces = List.of(
                "'",
                "\"",
                "$$",
                "$",
                " $$ ",
                ";",
                "; ",
                " ",
                "\n",
                "a",
                "select ",
                "*",
                "--",
                "- ",
                "/*",
                "*/",
                "//",
                "/",
                "''",
                "(",
                "\\",
                "`",
                "$$ x; $$",
                "'y;'",
                "/* z; */");
        Random random = new Random(4);
        int compared = 0;
        for (int round = 0; round < 200_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            // The ScriptReader misreads these two inside comments; the database does not.
            if (text.indexOf("//*") >= 0 || text.indexOf("**/") >= 0) {
                continue;
            }
            List<String> mine;
            try {
                mine = split(text.toString(), SqlSyntax.H2);
            } catch (SqlException e) {
                continue;
            }
            List<String> theirs = new ArrayList<>();
            ScriptReader reader = new ScriptReader(new StringReader(text.toString()));
            for (String sql = reader.readStatement(); sql != null; sql = reader.readStatement()) {
                // The ScriptReader keeps the comments around statements. Splitting its statements again removes them.
                theirs.addAll(split(sql, SqlSyntax.H2));
            }
            assertEquals(theirs, mine, () -> "for: " + text);
            compared++;
        }
        assertTrue(compared > 50_000, "compared " + compared);
    }
}
