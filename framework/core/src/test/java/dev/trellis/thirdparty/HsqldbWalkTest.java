package dev.trellis.thirdparty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Listener;
import dev.trellis.RevisionRequest;
import dev.trellis.SeedValues;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.error.TrellisException;
import dev.trellis.inject.Plugins;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.report.AutogenerateReport;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.RevisionReport;
import dev.trellis.report.VerifyReport;
import dev.trellis.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a database whose dialect a plugin brings, which is found like any other. */
class HsqldbWalkTest {
    private static final String MODEL = """
            tables:
              shelf:
                columns: {id: {type: integer, identity: true}, name: {type: string(20), nullable: false}}
                primary_key: [id]
                unique: [[name]]
              book:
                columns:
                  id: integer
                  shelf_id: {type: integer, nullable: false}
                  title: {type: string(100), default: untitled}
                  price: "numeric(8,2)"
                primary_key: [id]
                foreign_keys: [{columns: [shelf_id], references: shelf(id), on_delete: cascade}]
                checks: [{name: price, sql: '"price" >= 0'}]
                indexes: [{columns: [title]}]
            """;

    @TempDir
    Path folder = Path.of("");

    private String url = "";

    @BeforeEach
    void open() {
        url = "jdbc:hsqldb:mem:" + folder.getFileName();
    }

    @AfterEach
    void close() throws SQLException {
        query("SHUTDOWN");
    }

    private Trellis trellis(String at) throws IOException {
        Path file = Files.writeString(
                folder.resolve("trellis.yaml"),
                "database: {url: \"" + at + "\", user: sa}\nbranches: {notes: {directory: db}}\n");
        return new Trellis(
                ConfigurationReader.read(file, null, Map.of(), name -> null),
                Plugins.find(null, List.of()),
                Listener.NONE);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve("db"));
        Files.writeString(folder.resolve("db").resolve(name), text);
    }

    private List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet found = statement.getResultSet()) {
                    while (found.next()) {
                        rows.add(found.getString(1));
                    }
                }
            }
        }
        return rows;
    }

    private Schema inspect(String at) throws SQLException {
        try (Connection connection = DriverManager.getConnection(at, "sa", "")) {
            return new HsqldbDialect().inspect(connection, List.of());
        }
    }

    @Test
    void draft_upgrade_check_and_downgrade() throws Exception {
        write("model.yaml", MODEL);
        try (Trellis trellis = trellis(url)) {
            AutogenerateReport draft = trellis.autogenerate(RevisionRequest.of("begin", "notes@head"), rename -> false);
            String first = drafted(draft);
            assertEquals(
                    List.of(first),
                    trellis.upgrade("heads", UpgradeOptions.NONE).heads());
            assertEquals(
                    List.of(first),
                    trellis.current().stream().map(RevisionReport::revision).toList());
            assertEquals(List.of(), differences(trellis));

            write("model.yaml", MODEL.replace("price: \"numeric", "note: text\n      price: \"numeric"));
            assertEquals(List.of("add column book.note"), differences(trellis));
            String second = drafted(trellis.autogenerate(RevisionRequest.of("note", "notes@head"), rename -> false));
            assertEquals(
                    List.of(second),
                    trellis.upgrade("heads", UpgradeOptions.NONE).heads());
            assertEquals(List.of(), differences(trellis));
            trellis.lint(null);

            assertEquals(
                    List.of(first), trellis.downgrade("-1", others -> false).heads());
            assertEquals(List.of(), trellis.downgrade("base", others -> false).heads());
            assertEquals(
                    List.of("TRELLIS_HISTORY", "TRELLIS_VERSION"),
                    inspect(url).tables().keySet().stream()
                            .map(name -> name.toString().toUpperCase(Locale.ROOT))
                            .sorted()
                            .toList());
        }
    }

    private static List<String> differences(Trellis trellis) {
        return trellis.check(null).stream()
                .flatMap(
                        report -> Stream.of(report.operations(), report.extra()).flatMap(List::stream))
                .toList();
    }

    private static String drafted(AutogenerateReport draft) {
        RevisionReport revision = draft.revision();
        assertNotNull(revision);
        return revision.revision();
    }

    @Test
    void a_database_built_from_the_model_is_as_the_scripts_make_it() throws Exception {
        write("model.yaml", MODEL);
        String other = url + "_built";
        try (Trellis trellis = trellis(url)) {
            trellis.autogenerate(RevisionRequest.of("begin", "notes@head"), rename -> false);
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
        try (Trellis built = trellis(other)) {
            built.createDatabase(tables -> true, SeedValues.NONE);
            assertEquals(List.of(), differences(built));
        }
        assertEquals(inspect(url), inspect(other));
    }

    @Test
    void a_script_made_without_a_database_leaves_the_same() throws Exception {
        write("model.yaml", MODEL);
        try (Trellis trellis = trellis(url)) {
            trellis.autogenerate(RevisionRequest.of("begin", "notes@head"), rename -> false);
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
        List<String> script = new ArrayList<>();
        try (Trellis nowhere = trellis("jdbc:hsqldb:hsql://127.0.0.1:1/nowhere")) {
            nowhere.upgradeSql("heads", script::add);
        }
        String other = url + "_script";
        try (Connection connection = DriverManager.getConnection(other, "sa", "");
                Statement statement = connection.createStatement()) {
            for (String sql : SqlSplitter.statements(String.join("\n", script), new HsqldbDialect().syntax())) {
                statement.execute(sql);
            }
        }
        assertEquals(inspect(url), inspect(other));
        try (Trellis again = trellis(other)) {
            assertEquals(0, again.upgrade("heads", UpgradeOptions.NONE).steps().size());
            assertEquals(
                    List.of(HistoryEntry.Outcome.APPLIED),
                    again.attempts().stream().map(HistoryEntry::outcome).toList());
            again.downgrade("base", others -> false);
        }
    }

    /** Its DDL commits by itself, and it tells nothing of statements in flight but what they leave. */
    @Test
    void a_revision_that_stopped_halfway_goes_on() throws Exception {
        String head = "revision: a1\ndown_revision: null\nbranch_labels: [notes]\nmessage: one\nupgrade:\n"
                + "  - create_table: {name: t, columns: {id: integer}, primary_key: [id]}\n"
                + "  - execute: insert into \"t\" values (1)\n";
        write("a1.yaml", head + "  - execute: insert into \"nowhere\" values (1)\n");
        try (Trellis trellis = trellis(url)) {
            TrellisException e =
                    assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
            assertEquals("statement_failed", e.name());
            assertTrue(e.problem().toString().contains("stays, and is not done again"), e.getMessage());
        }
        write("a1.yaml", head + "  - execute: insert into \"t\" values (2)\n");
        try (Trellis trellis = trellis(url)) {
            assertEquals(
                    List.of("a1"), trellis.upgrade("heads", UpgradeOptions.NONE).heads());
            assertEquals(List.of("1", "2"), query("select \"id\" from \"t\" order by 1"));
        }
    }

    @Test
    void verify_tries_it_on_a_throwaway_database() throws Exception {
        write("model.yaml", MODEL);
        try (Trellis trellis = trellis(url)) {
            trellis.autogenerate(RevisionRequest.of("begin", "notes@head"), rename -> false);
            VerifyReport report = trellis.verify();
            assertEquals(List.of(), report.findings());
            assertEquals(1, report.revisions().size());
        }
    }
}
