package dev.trellis.spring.boot.actuate;

import dev.trellis.Trellis;
import dev.trellis.error.TrellisException;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.RevisionReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The endpoint {@code /actuator/trellis}: the branches of each database, and its applied and pending revisions. */
@Endpoint(id = "trellis")
public final class TrellisEndpoint {
    private final ListableBeanFactory beans;

    /**
     * Creates the endpoint.
     *
     * @param beans contains the {@link Trellis} beans
     */
    public TrellisEndpoint(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /** Reads the databases, one request at a time. */
    @ReadOperation
    public synchronized Databases databases() {
        Map<String, Database> databases = new LinkedHashMap<>();
        for (String name : beans.getBeanNamesForType(Trellis.class, false, false)) {
            databases.put(name, database(name));
        }
        return new Databases(databases);
    }

    private Database database(String name) {
        try {
            Trellis trellis = beans.getBean(name, Trellis.class);
            List<RevisionReport> revisions = trellis.history(null, true);
            Map<String, Branch> branches = new LinkedHashMap<>();
            revisions.forEach(revision -> branches.merge(revision.branch(), Branch.of(revision), Branch::plus));
            return new Database(
                    null,
                    branches,
                    trellis.current().stream().map(RevisionReport::revision).toList(),
                    revisions.stream()
                            .filter(revision -> !Boolean.TRUE.equals(revision.applied()))
                            .map(Revision::of)
                            .toList(),
                    trellis.attempts().stream().map(Attempt::of).toList());
        } catch (TrellisException e) {
            return new Database(e.problem().advice(null).toString(), Map.of(), List.of(), List.of(), List.of());
        }
    }

    /**
     * The content of the endpoint.
     *
     * @param databases the databases by the names of the {@link Trellis} beans
     */
    public record Databases(Map<String, Database> databases) {}

    /**
     * A database.
     *
     * @param error the reason why the database cannot be read; null if it can be read
     * @param branches the branches by label
     * @param current the current revisions of the database
     * @param pending the revisions that are not applied, newest first
     * @param history every attempt at a revision, oldest first
     */
    public record Database(
            @Nullable String error,
            Map<String, Branch> branches,
            List<String> current,
            List<Revision> pending,
            List<Attempt> history) {}

    /**
     * A branch.
     *
     * @param revisions the number of revisions of the branch
     * @param applied the number of applied revisions of the branch
     */
    public record Branch(int revisions, int applied) {
        private static Branch of(RevisionReport revision) {
            return new Branch(1, Boolean.TRUE.equals(revision.applied()) ? 1 : 0);
        }

        private Branch plus(Branch other) {
            return new Branch(revisions + other.revisions, applied + other.applied);
        }
    }

    /**
     * A revision.
     *
     * @param branch the label of the revision's branch; empty if the revision has none
     */
    public record Revision(String revision, String branch, String message) {
        private static Revision of(RevisionReport report) {
            return new Revision(report.revision(), report.branch(), report.message());
        }
    }

    /**
     * An attempt at a revision, without the text of the script.
     *
     * @param branch the label of the revision's branch; null if the revision has none
     * @param direction {@code upgrade}, {@code downgrade} or another word of the history table
     * @param startedAt the time of the start in UTC, in the format of ISO 8601
     * @param outcome {@code applied}, {@code failed} or another word of the history table
     * @param error the error without secrets; null if there was none
     */
    public record Attempt(
            String revision,
            @Nullable String branch,
            String direction,
            String startedAt,
            long durationMillis,
            String outcome,
            @Nullable String error) {
        private static Attempt of(HistoryEntry entry) {
            return new Attempt(
                    entry.revision(),
                    entry.branch(),
                    entry.direction().toString(),
                    entry.startedAt(),
                    entry.durationMillis(),
                    entry.outcome().toString(),
                    entry.error());
        }
    }
}
