package dev.trellis.adopt.liquibase;

import dev.trellis.adopt.liquibase.ChangeSetConversion.NotConverted;
import dev.trellis.adopt.liquibase.Preconditions.Truth;
import dev.trellis.adopt.source.ConvertedScript.Body;
import dev.trellis.adopt.source.Gap;
import dev.trellis.adopt.source.Note;
import dev.trellis.adopt.source.PrintableName;
import dev.trellis.adopt.source.SourceException;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.SqlStatement;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Converts change sets one after the other, each for the schema that those before it create. */
final class ChangeSetConverter {
    /** Attributes of many changes that mean nothing for the databases of Trellis. */
    private static final Set<String> WITHOUT_MEANING = Set.of("objectQuotingStrategy");

    private final ChangelogFiles files;
    private final ChangeFilter filter;
    private final LiquibaseNames names;
    private final SchemaState state;
    private final Map<String, ChangeSet> earlier = new TreeMap<>();

    ChangeSetConverter(ChangelogFiles files, ChangeFilter filter, LiquibaseNames names) {
        this.files = files;
        this.filter = filter;
        this.names = names;
        this.state = new SchemaState(names.dialect().quoting());
    }

    /**
     * A converted change set.
     *
     * @param created the tables that it creates
     * @param references the tables that its foreign keys refer to
     */
    record Result(
            Body body,
            List<String> comments,
            Set<TableName> created,
            Set<TableName> references,
            List<Gap> gaps,
            List<Note> notes) {}

    /** Converts a change set. */
    Result convert(ChangeSet set) {
        earlier.put(set.key(), set);
        LiquibaseNames own = quoting(set);
        SchemaState before = state.copy();
        ChangeSetConversion out = new ChangeSetConversion(set, own, state);
        if (runs(set, out)) {
            set.changes().forEach(change -> convert(change, out));
        }
        reportSettings(set, out);
        SqlModification modification = new SqlModification(out, filter);
        List<ChangeNode> modifications = modification.of(set);
        List<Operation> upgrade = modification.apply(modifications, out.upgrade(), before);
        List<Operation> downgrade = rollback(set, own, out, modification, modifications);
        List<String> comments = new ArrayList<>();
        comments.add("Converted from change set " + set.key() + ".");
        out.gaps().forEach(gap -> comments.add(gap.comment()));
        return new Result(
                body(set, upgrade, downgrade), comments, out.created(), out.references(), out.gaps(), out.notes());
    }

    private LiquibaseNames quoting(ChangeSet set) {
        boolean isQuoted = "QUOTE_ALL_OBJECTS".equalsIgnoreCase(set.quotingStrategy());
        return new LiquibaseNames(
                names.database(), names.dialect(), names.defaultSchemas(), isQuoted || names.isQuoted());
    }

    private boolean runs(ChangeSet set, ChangeSetConversion out) {
        ChangeNode node = set.node().child("preConditions");
        if (node == null) {
            return true;
        }
        Truth truth = new Preconditions(state, out.names(), filter).evaluate(node);
        String onFail = String.valueOf(node.get("onFail")).toUpperCase(Locale.ROOT);
        boolean isOptional = onFail.equals("MARK_RAN") || onFail.equals("CONTINUE");
        String conditions = Preconditions.describe(node);
        if (truth == Truth.TRUE) {
            return true;
        }
        if (truth == Truth.FALSE && isOptional) {
            out.note(node, "it has no statements, because its preconditions fail on a new database: " + conditions);
            return false;
        }
        if (isOptional) {
            out.note(node, "it runs always, and in Liquibase only if these preconditions hold: " + conditions);
        } else {
            out.note(node, "its preconditions are not checked: " + conditions);
        }
        return true;
    }

    private void convert(ChangeNode change, ChangeSetConversion out) {
        change.ignore(WITHOUT_MEANING);
        ValueConverter values = new ValueConverter(out, files);
        SqlChanges sql = new SqlChanges(out, files, filter);
        ConstraintChanges constraints = new ConstraintChanges(out, values);
        try {
            boolean isKnown =
                    new TableChanges(out, new ColumnConverter(out, values), values, constraints).convert(change)
                            || constraints.convert(change)
                            || new DataChanges(out, values, files).convert(change)
                            || sql.convert(change)
                            || new ObjectChanges(out, sql).convert(change);
            if (!isKnown) {
                out.gap(change, "'" + change.name() + "' is not a change of the open-source edition; not converted");
                return;
            }
            reportUnread(change, change.name(), out);
        } catch (NotConverted e) {
            out.gap(change, change.name() + " was not converted: " + e.getMessage());
        } catch (SourceException e) {
            throw e;
        } catch (TrellisException e) {
            out.gap(change, change.name() + " was not converted: " + e.problem().message());
        }
    }

    /** Reports the attributes that no converter has read. */
    private static void reportUnread(ChangeNode node, String path, ChangeSetConversion out) {
        Set<String> unread = node.unread().stream()
                .map(ChangeNode::name)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        for (ChangeNode child : node.children()) {
            if (unread.remove(child.name())) {
                out.gap(child, "'" + child.name() + "' of " + path + " has no counterpart and was left out");
            } else if (!child.children().isEmpty() && node.unread().isEmpty()) {
                reportUnread(child, path, out);
            }
        }
    }

    private static void reportSettings(ChangeSet set, ChangeSetConversion out) {
        ChangeNode node = set.node();
        if (node.flag("runAlways", false)) {
            out.gap(node, "runAlways: it runs once, and in Liquibase in each update");
        } else if (node.flag("runOnChange", false)) {
            out.note(
                    node,
                    "runOnChange: it runs once; change a view or routine through the model and"
                            + " 'revision --autogenerate'");
        }
        if (!node.flag("failOnError", true)) {
            out.note(node, "failOnError: an error ends the upgrade, and in Liquibase it does not");
        }
        String runWith = node.get("runWith");
        if (runWith != null && !runWith.equalsIgnoreCase("jdbc")) {
            out.gap(node, "runWith: the SQL is run by Trellis, and in Liquibase by " + runWith);
        }
        if (node.child("validCheckSum") != null) {
            out.note(node, "validCheckSum has no effect: Trellis has its own checksums");
        }
        if (!set.missing().isEmpty()) {
            out.note(
                    node,
                    "these properties have no value and stay as they are, as in Liquibase: "
                            + String.join(", ", set.missing()));
        }
    }

    private @Nullable List<Operation> rollback(
            ChangeSet set,
            LiquibaseNames own,
            ChangeSetConversion out,
            SqlModification modification,
            List<ChangeNode> modifications) {
        List<ChangeNode> rollbacks = set.node().children().stream()
                .filter(child -> child.name().equals("rollback"))
                .toList();
        if (rollbacks.isEmpty()) {
            return out.downgrade();
        }
        SchemaState after = state.copy();
        ChangeSetConversion back = new ChangeSetConversion(set, own, state.copy());
        for (ChangeNode rollback : rollbacks) {
            addRollback(rollback, back);
        }
        back.gaps().forEach(gap -> out.gaps().add(gap));
        back.notes().forEach(note -> out.notes().add(note));
        List<ChangeNode> applied = modifications.stream()
                .filter(each -> each.flag("applyToRollback", false))
                .toList();
        return modification.apply(applied, back.upgrade(), after);
    }

    private void addRollback(ChangeNode rollback, ChangeSetConversion back) {
        String id = rollback.get("changeSetId");
        if (id != null) {
            String author = rollback.getOrEmpty("changeSetAuthor").isEmpty()
                    ? rollback.getOrEmpty("changesetAuthor")
                    : rollback.getOrEmpty("changeSetAuthor");
            String path = rollback.getFirst("changeSetPath", "changesetPath");
            ChangeSet other = earlier.get(
                    PrintableName.of((path == null ? back.set().path() : path) + "::" + id + "::" + author));
            if (other == null) {
                back.gap(
                        rollback,
                        "the rollback names the change set " + id + " of " + author
                                + ", but the changelog has no such change set before this one");
            } else {
                other.changes().forEach(change -> convert(change, back));
            }
            return;
        }
        String text = rollback.text();
        if (text != null && !text.isBlank()) {
            convert(new ChangeNode("sql", rollback.location(), text, List.of()), back);
        }
        rollback.children().forEach(change -> convert(change, back));
    }

    /** Returns SQL if all operations are SQL that the shell of the database splits the same way, else operations. */
    private Body body(ChangeSet set, List<Operation> upgrade, @Nullable List<Operation> downgrade) {
        boolean isAutocommit = !set.node().flag("runInTransaction", true)
                && names.dialect().capabilities().transactionalDdl();
        String up = sql(upgrade);
        String down = downgrade == null ? null : sql(downgrade);
        if (up != null && !upgrade.isEmpty() && (downgrade == null || down != null)) {
            return new Body.Sql(up, down, isAutocommit);
        }
        return isAutocommit
                ? new Body.Operations(autocommit(upgrade), downgrade == null ? null : autocommit(downgrade))
                : new Body.Operations(upgrade, downgrade);
    }

    private static List<Operation> autocommit(List<Operation> operations) {
        return operations.isEmpty() ? operations : List.of(new Autocommit(operations));
    }

    private @Nullable String sql(List<Operation> operations) {
        List<String> statements = new ArrayList<>();
        for (Operation operation : operations) {
            if (!(operation instanceof ExecuteSql execute)) {
                return null;
            }
            statements.add(String.valueOf(execute.sql().single()));
        }
        String text = statements.stream().map(sql -> sql + ";\n").collect(Collectors.joining("\n"));
        try {
            List<String> split = SqlSplitter.split(text, names.dialect().syntax(), "", 1).stream()
                    .map(SqlStatement::text)
                    .toList();
            return split.equals(statements) ? text : null;
        } catch (SqlException e) {
            return null;
        }
    }
}
