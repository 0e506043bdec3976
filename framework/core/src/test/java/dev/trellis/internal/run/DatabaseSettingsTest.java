package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of H2 that belong to the whole database, and so would reach the next revision and other branches. */
class DatabaseSettingsTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set mode MySQL",
                "SET /* for the rest */ IGNORECASE TRUE",
                "set ignorecase = true",
                "set collation german strength primary",
                "set default_null_ordering high",
                "set default_table_type memory",
                "set default_lock_timeout 1",
                "set lock_mode 0",
                "set allow_literals none",
                "set exclusive 2",
                "set builtin_alias_override true",
                "set ignore_catalogs true",
                "execute immediate 'set mode MySQL'",
                "execute immediate 'execute immediate ''set ignorecase true'''"
            })
    void a_setting_of_the_database_is_refused_before_anything_runs(String statement) {
        try (TestProject project = new TestProject(Kind.H2, folder)) {
            project.script("a1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
            project.script("a2", "a1", "upgrade:\n  - execute: \"" + statement + "\"\n");
            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertEquals("refused_sql", e.name());
            String problem = e.problem().toString();
            assertTrue(problem.contains("into the URL of the database: ;"), problem);
            assertEquals(
                    List.of("0"),
                    project.database().query("select count(*) from information_schema.tables where table_name = 't'"));
        }
    }

    @Test
    void settings_of_the_session_and_texts_with_the_same_words_are_allowed() {
        try (TestProject project = new TestProject(Kind.H2, folder)) {
            project.script("a1", "null", """
                    upgrade:
                      - create_table: {name: t, columns: {mode: string(80)}}
                      - execute: "set non_keywords value"
                      - execute: "set @mode = 1"
                      - execute: "insert into t values ('set mode MySQL')"
                      - execute: "update t set mode = 'execute immediate set ignorecase true'"
                    """);
            project.script("a2", "a1", "upgrade:\n  - execute: \"create table u (a varchar(9))\"\n");
            project.upgrade();
            assertEquals(
                    List.of("character varying"),
                    project.database()
                            .query("select data_type from information_schema.columns where table_name = 'u'"));
            assertEquals(
                    List.of("execute immediate set ignorecase true"),
                    project.database().query("select mode from t"));
        }
    }

    /** A setting of the session ends with the revision: the word is a keyword again in the next one. */
    @Test
    void a_keyword_that_a_revision_allows_is_a_keyword_in_the_next_one() {
        try (TestProject project = new TestProject(Kind.H2, folder)) {
            project.script("a1", "null", """
                    upgrade:
                      - execute: "set non_keywords value"
                      - execute: "create table t (value integer)"
                    """);
            project.script("a2", "a1", "upgrade:\n  - execute: \"create table u (value integer)\"\n");
            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertEquals("statement_failed", e.name());
            assertEquals(List.of("a1"), project.database().query("select version_num from trellis_version"));
        }
    }
}
