package dev.trellis.internal.update;

import dev.trellis.internal.update.SchemaChange.Caused;
import dev.trellis.report.Impact;
import dev.trellis.report.UpdateEffect;
import dev.trellis.report.UpdateFinding;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Decides how severe the changes of an update are for a party. */
final class Judgement {
    private static final Set<UpdateEffect> WRITES =
            Set.of(UpdateEffect.STRICTER, UpdateEffect.VALUE_REQUIRED, UpdateEffect.DEFAULT_GONE);

    private static final Set<String> REMOVES_ROWS = Set.of("delete", "truncate", "replace", "merge");

    /** The effects that only a reader of the referring script can judge. */
    private static final Set<UpdateEffect> UNDECIDED =
            Set.of(UpdateEffect.ROWS_CHANGED, UpdateEffect.COLUMN_ADDED, UpdateEffect.NULLS_POSSIBLE);

    private final String party;
    private final List<Reference> references;
    /** Whether the revision of a reference runs after another revision when a fresh database is created. */
    private final Order order;

    /** The order of revisions in a fresh database. */
    interface Order {
        boolean runsAfter(String revision, String other);
    }

    /** Creates the judgement for one party from the references in its scripts. */
    Judgement(String party, List<Reference> references, Order order) {
        this.party = party;
        this.references = references.stream()
                .filter(reference -> reference.party().equals(party))
                .toList();
        this.order = order;
    }

    /** Returns the finding for a change; empty if it is harmless for the party. */
    Optional<UpdateFinding> of(Caused caused) {
        SchemaChange change = caused.change();
        TableName object = change.object();
        if (change.effect() == UpdateEffect.NAME_TAKEN) {
            return change.columns().contains(party)
                    ? Optional.of(finding(
                            Impact.BREAKING,
                            caused,
                            change.message(),
                            "Rename the object in a new revision of '" + party + "' before the update."))
                    : Optional.empty();
        }
        if (object == null) {
            return Optional.of(unknown(caused));
        }
        List<Reference> toColumns = matching(reference -> reference.isTo(object, change.columns()), caused);
        List<Reference> toTable = matching(reference -> reference.isTo(object), caused);
        if (caused.revision().isEmpty() && toTable.isEmpty()) {
            // The table remains in the database; only a script that refers to it fails in a fresh one.
            return Optional.empty();
        }
        return switch (change.effect()) {
            case TABLE_GONE, COLUMN_GONE, TYPE_CHANGED, KEY_GONE, DEFINITION_GONE ->
                Optional.of(breaking(caused, toColumns, toTable, Impact.ATTENTION));
            case TYPE_WIDENED, DEFINITION_CHANGED ->
                toColumns.isEmpty()
                        ? Optional.empty()
                        : Optional.of(breaking(caused, toColumns, toTable, Impact.ATTENTION));
            case STRICTER, VALUE_REQUIRED, DEFAULT_GONE -> Optional.of(stricter(caused, toTable));
            case NULLS_POSSIBLE ->
                toColumns.isEmpty()
                        ? Optional.empty()
                        : Optional.of(mention(Impact.ATTENTION, caused, toColumns.get(0)));
            case COLUMN_ADDED -> ambiguous(toColumns).map(reference -> mention(Impact.ATTENTION, caused, reference));
            case ROWS_CHANGED ->
                toTable.stream()
                        .filter(reference -> isAffected(reference, change.columns()))
                        .findFirst()
                        .map(reference -> mention(Impact.ATTENTION, caused, reference));
            default -> Optional.of(unknown(caused));
        };
    }

    /**
     * Returns whether a change of rows may affect what refers to their table.
     *
     * @param words the words of the SQL that changes the rows; empty for an insertion
     */
    private static boolean isAffected(Reference reference, Set<String> words) {
        return reference.kind() == Reference.Kind.WRITE
                || (reference.kind() == Reference.Kind.FOREIGN_KEY
                        && (words.stream().anyMatch(REMOVES_ROWS::contains)
                                || reference.names().stream().anyMatch(words::contains)));
    }

    /** Returns SQL that may mean the new column, or that gets it because it reads all columns. */
    private static Optional<Reference> ambiguous(List<Reference> toColumns) {
        return toColumns.stream().filter(reference -> reference.table() == null).findFirst();
    }

    private List<Reference> matching(Predicate<Reference> matches, Caused caused) {
        return references.stream()
                .filter(matches)
                .filter(reference ->
                        !reference.isTransient() || order.runsAfter(reference.revision(), caused.revision()))
                .toList();
    }

    private UpdateFinding breaking(
            Caused caused, List<Reference> toColumns, List<Reference> toTable, Impact otherwise) {
        Optional<Reference> broken = toColumns.stream()
                .filter(reference -> reference.kind() != Reference.Kind.DEPENDENCY
                        || reference.names().isEmpty()
                                == caused.change().columns().isEmpty())
                .findFirst();
        if (broken.isPresent()) {
            return mention(Impact.BREAKING, caused, broken.get());
        }
        return toTable.isEmpty()
                ? finding(
                        otherwise,
                        caused,
                        caused.change().message() + "; no script of '" + party + "' refers to it",
                        "Search the code of '" + party + "' for it before the update.")
                : mention(otherwise, caused, toTable.get(0));
    }

    private UpdateFinding stricter(Caused caused, List<Reference> toTable) {
        Optional<Reference> write = toTable.stream()
                .filter(reference -> reference.kind() == Reference.Kind.WRITE)
                .findFirst();
        if (write.isPresent()) {
            return mention(Impact.BREAKING, caused, write.get());
        }
        return toTable.isEmpty()
                ? finding(
                        Impact.ATTENTION,
                        caused,
                        caused.change().message() + "; no script of '" + party + "' refers to the table",
                        "Check the code of '" + party + "' that writes to the table, and the rows that exist.")
                : mention(Impact.ATTENTION, caused, toTable.get(0));
    }

    /** Returns the finding for SQL or Java whose effect is not known. */
    private UpdateFinding unknown(Caused caused) {
        Set<String> words = caused.change().columns();
        Optional<Reference> named = references.stream()
                .filter(reference -> reference.table() != null
                        && words.contains(reference.table().name().toLowerCase(Locale.ROOT))
                        && (reference.names().contains(Reference.STAR)
                                || reference.names().stream().anyMatch(words::contains)
                                || words.contains("drop")
                                || words.contains("rename")))
                .findFirst();
        return named.isPresent()
                ? mention(Impact.BREAKING, caused, named.get())
                : finding(
                        Impact.ATTENTION,
                        caused,
                        caused.change().message(),
                        "Read revision " + caused.revision() + " of '" + caused.branch()
                                + "', and try the update on a copy of the database.");
    }

    private UpdateFinding mention(Impact impact, Caused caused, Reference reference) {
        String place = "revision " + reference.revision() + " of '" + party + "' (" + reference.at() + ")";
        String advice;
        if (WRITES.contains(caused.change().effect())) {
            advice = "Write all required values in " + place + ", or ask the vendor for a default.";
        } else if (UNDECIDED.contains(caused.change().effect())) {
            advice = "Check whether " + place + " still does what you expect.";
        } else {
            advice = "Change " + reference.text() + " in a new revision before the update; " + place + " refers to it.";
        }
        return finding(impact, caused, caused.change().message() + "; " + reference.text() + " refers to it", advice);
    }

    private UpdateFinding finding(Impact impact, Caused caused, String message, String advice) {
        return new UpdateFinding(
                impact,
                caused.change().effect(),
                party,
                caused.branch(),
                caused.revision(),
                caused.at(),
                message,
                advice,
                caused.reason());
    }
}
