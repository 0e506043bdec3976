package dev.trellis.adopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.HistoryEntry.Outcome;
import dev.trellis.testbed.ChildJvm;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is killed while it records leaves nothing half-recorded, and a repeated adoption completes. */
@SuppressWarnings("NullAway.Init")
class AdoptionRecorderKillTest {
    private static final int KILLED = 137;

    @TempDir
    Path folder;

    /** Records all revisions and ends the JVM without any cleanup at the check with a number. */
    static final class RecordingProcess {
        private RecordingProcess() {}

        public static void main(String... args) throws Exception {
            int[] remaining = {Integer.parseInt(args[1])};
            try (Workspace workspace = new Workspace(
                    ConfigurationReader.read(Path.of(args[0]), null, Map.of(), System::getenv), Extensions.NONE)) {
                Set<String> revisions = Set.copyOf(workspace.graph().revisions().stream()
                        .map(revision -> revision.id())
                        .toList());
                workspace.atDatabase(
                        "recording",
                        session -> new AdoptionRecorder(workspace, session, Listener.NONE).record(revisions, () -> {
                            if (--remaining[0] == 0) {
                                Runtime.getRuntime().halt(KILLED);
                            }
                        }));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nothing_is_half_recorded(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.shared(kind)) {
            FlywayProject project = FlywayProject.shop(folder, kind);
            project.migrate(database);
            project.adopt(database, project.request().withSettings(Map.of()));
            forget(database);
            project.write("trellis.yaml", """
                    database: {url: "%s", user: "%s", password: "%s"}
                    branches: {shop: {directory: db/shop}}
                    """.formatted(
                            database.url(),
                            Objects.requireNonNullElse(database.user(), ""),
                            Objects.requireNonNullElse(database.password(), "")));

            int last = kind == Kind.POSTGRESQL || kind == Kind.SQLITE ? 1 : 2;
            for (int check = 1; check <= last; check++) {
                assertEquals(KILLED, record(check));
                assertFalse(AdoptedProject.metadata(database).contains("trellis_version"), "after check " + check);
                try (Trellis trellis = project.trellis(database)) {
                    TrellisException refused =
                            assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
                    assertEquals("foreign_history", refused.name());
                }
            }

            AdoptionReport report = project.adopt(database);
            assertEquals(5, report.recorded().size());
            try (Trellis trellis = project.trellis(database)) {
                trellis.checkHeads();
                assertEquals(5, trellis.attempts().size());
                trellis.attempts().forEach(entry -> assertEquals(Outcome.ADOPTED, entry.outcome()));
                assertEquals(
                        List.of(), trellis.upgrade("heads", UpgradeOptions.NONE).steps());
            }
        }
    }

    private static void forget(TestDatabase database) {
        AdoptedProject.metadata(database).forEach(table -> database.execute("drop table " + table));
    }

    private int record(int check) throws Exception {
        Process process = ChildJvm.of(
                        List.of(),
                        RecordingProcess.class.getName(),
                        List.of(folder.resolve("trellis.yaml").toString(), String.valueOf(check)))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        assertEquals(KILLED, code, output);
        return code;
    }
}
