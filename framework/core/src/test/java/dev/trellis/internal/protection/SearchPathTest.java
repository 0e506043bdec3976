package dev.trellis.internal.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A search path that puts another schema in front of the vendor's does not redirect the vendor's operations to tables of the
 * same names. The catalogue cannot show who changed the search path of a database.
 */
@SuppressWarnings("NullAway.Init")
class SearchPathTest {
    @TempDir
    Path folder;

    private TestProject site;

    @BeforeEach
    void install() throws SQLException {
        site = new TestProject(Kind.POSTGRESQL, folder).with("  vendor: {directory: base, protected: true}\n");
        revision("b1", "null", "create_table: {name: customer, columns: {id: integer}, primary_key: [id]}");
        site.upgrade();
        site.database().execute("create schema app_s");
        site.database().execute("create table app_s.customer (id integer)");
        revision("b2", "b1", "add_column: {table: customer, name: email, type: string(80)}");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void revision(String id, String parent, String operation) {
        site.write(
                "base/" + id + ".yaml",
                "revision: " + id + "\ndown_revision: " + parent + "\n"
                        + (parent.equals("null") ? "branch_labels: [vendor]\n" : "") + "upgrade:\n  - " + operation
                        + "\n");
    }

    private void setPath(String path) throws SQLException {
        String database = site.database().query("select current_database()").get(0);
        site.database().execute("alter database \"" + database + "\" set search_path = " + path);
    }

    private List<String> schemasWithEmail() throws SQLException {
        return site.database()
                .query("select table_schema from information_schema.columns where table_name = 'customer'"
                        + " and column_name = 'email'");
    }

    @Test
    void a_changed_search_path_is_reported_before_anything_runs() throws SQLException {
        setPath("app_s, public");
        TrellisException e = assertThrows(TrellisException.class, site::upgrade);
        assertEquals("other_schema", e.name(), e.problem().toString());
        assertTrue(String.valueOf(e.problem().advice()).contains("schema: public"));
        assertEquals(List.of(), schemasWithEmail());
    }

    @Test
    void a_copy_of_the_version_table_does_not_hide_the_change() throws SQLException {
        site.database().execute("create table app_s.trellis_version as table trellis_version");
        site.database().execute("create table app_s.trellis_history as table trellis_history");
        setPath("app_s, public");
        TrellisException e = assertThrows(TrellisException.class, site::upgrade);
        assertEquals("other_schema", e.name(), e.problem().toString());
        assertEquals(List.of(), schemasWithEmail());
    }

    @Test
    void a_schema_behind_the_one_of_the_version_table_does_not_matter() throws SQLException {
        setPath("public, app_s");
        site.upgrade();
        assertEquals(List.of("public"), schemasWithEmail());
    }
}
