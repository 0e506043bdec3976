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

/** Runs the commands on a database whose dialect a plugin contributes. */
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

    private Trellis trellis(String database) throws IOException {
        Path file = Files.writeString(
                folder.resolve("trellis.yaml"),
                "database: {url: \"" + database + "\", user: sa}\nbranches: {notes: {directory: db}}\n");
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
                try (ResultSet result = statement.getResultSet()) {
                    while (result.next()) {
                        rows.add(result.getString(1));
                    }
                }
            }
        }
        return rows;
    }

    private Schema inspect(String database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database, "sa", "")) {
            return new HsqldbDialect().inspect(connection, List.of());
        }
    }

    @Test
    void autogenerate_upgrade_check_and_downgrade_work() throws Exception {
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
    void a_database_created_from_the_model_equals_an_upgraded_one() throws Exception {
        write("model.yaml", MODEL);
        String createdUrl = url + "_created";
        try (Trellis trellis = trellis(url)) {
            trellis.autogenerate(RevisionRequest.of("begin", "notes@head"), rename -> false);
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
        try (Trellis built = trellis(createdUrl)) {
            built.createDatabase(tables -> true, SeedValues.NONE);
            assertEquals(List.of(), differences(built));
        }
        assertEquals(inspect(url), inspect(createdUrl));
    }

    @Test
    void an_offline_script_has_the_same_result_as_an_upgrade() throws Exception {
        write("model.yaml", MODEL);
        try (Trellis trellis = trellis(url)) {
            trellis.autogenerate(RevisionRequest.of("begin", "notes@head"), rename -> false);
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
        List<String> script = new ArrayList<>();
        try (Trellis offline = trellis("jdbc:hsqldb:hsql://127.0.0.1:1/unreachable")) {
            offline.upgradeSql("heads", script::add);
        }
        String scriptUrl = url + "_script";
        try (Connection connection = DriverManager.getConnection(scriptUrl, "sa", "");
                Statement statement = connection.createStatement()) {
            for (String sql :
                    String.join("\n", script).replaceAll("(?m)^--.*$", "").split(";\\s*(\n|$)")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
        assertEquals(inspect(url), inspect(scriptUrl));
        try (Trellis again = trellis(scriptUrl)) {
            assertEquals(0, again.upgrade("heads", UpgradeOptions.NONE).steps().size());
            assertEquals(
                    List.of(HistoryEntry.Outcome.APPLIED),
                    again.attempts().stream().map(HistoryEntry::outcome).toList());
            again.downgrade("base", others -> false);
        }
    }

    /** HSQLDB commits DDL implicitly, and the dialect does not implement {@code catalogEntry}. */
    @Test
    void an_interrupted_revision_resumes() throws Exception {
        String head = "revision: a1\ndown_revision: null\nbranch_labels: [notes]\nmessage: one\nupgrade:\n"
                + "  - create_table: {name: t, columns: {id: integer}, primary_key: [id]}\n"
                + "  - execute: insert into \"t\" values (1)\n";
        write("a1.yaml", head + "  - execute: insert into \"nowhere\" values (1)\n");
        try (Trellis trellis = trellis(url)) {
            TrellisException e =
                    assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
            assertEquals("statement_failed", e.name());
            assertTrue(e.problem().toString().contains("have taken effect and will not be run again"), e.getMessage());
        }
        write("a1.yaml", head + "  - execute: insert into \"t\" values (2)\n");
        try (Trellis trellis = trellis(url)) {
            assertEquals(
                    List.of("a1"), trellis.upgrade("heads", UpgradeOptions.NONE).heads());
            assertEquals(List.of("1", "2"), query("select \"id\" from \"t\" order by 1"));
        }
    }

    @Test
    void verify_runs_on_a_temporary_database() throws Exception {
        write("model.yaml", MODEL);
        try (Trellis trellis = trellis(url)) {
            trellis.autogenerate(RevisionRequest.of("begin", "notes@head"), rename -> false);
            VerifyReport report = trellis.verify();
            assertEquals(List.of(), report.findings());
            assertEquals(1, report.revisions().size());
        }
    }
}
