package dev.trellis.revision;

import dev.trellis.error.Problem;
import java.util.Optional;
import java.util.Set;

/** What may be a revision's identifier or a branch's label. */
public final class Identifier {
    /** Words with a meaning of their own wherever a revision is named. */
    public static final Set<String> RESERVED = Set.of("base", "head", "heads", "current");

    private Identifier() {}

    /**
     * What is wrong with the identifier, if anything. Letters, digits, underscores and dots may be in it: it becomes
     * part of a file name, and {@code @ - + :} have a meaning where revisions are named.
     */
    public static Optional<Problem> problemOfRevision(String id) {
        if (id.isEmpty()) {
            return Optional.of(Faults.illegalRevision(id, "is empty"));
        }
        if (RESERVED.contains(id)) {
            return Optional.of(Faults.illegalRevision(id, "is a reserved word"));
        }
        if (id.chars().allMatch(c -> c == '.')) {
            return Optional.of(Faults.illegalRevision(id, "is only dots"));
        }
        return id.codePoints()
                .filter(c -> !Character.isLetterOrDigit(c) && !isMark(c) && c != '_' && c != '.')
                .mapToObj(c -> Faults.illegalRevision(id, "contains " + shown(c)))
                .findFirst();
    }

    /** What is wrong with the label, if anything: {@code @}, {@code :}, control characters, blanks around it. */
    public static Optional<Problem> problemOfLabel(String label) {
        if (label.isBlank()) {
            return Optional.of(Faults.illegalLabel(label, "is empty"));
        }
        if (RESERVED.contains(label)) {
            return Optional.of(Faults.illegalLabel(label, "is a reserved word"));
        }
        if (!label.strip().equals(label)) {
            return Optional.of(Faults.illegalLabel(label, "begins or ends with a blank"));
        }
        return label.codePoints()
                .filter(c -> c == '@' || c == ':' || Character.isISOControl(c) || c == 0x2028 || c == 0x2029)
                .mapToObj(c -> Faults.illegalLabel(label, "contains " + shown(c)))
                .findFirst();
    }

    /** @throws RevisionException {@code illegal_identifier} */
    public static void checkRevision(String id) {
        problemOfRevision(id).ifPresent(problem -> {
            throw new RevisionException(problem);
        });
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static String shown(int c) {
        return Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c)
                ? String.format("U+%04X", c)
                : "'" + Character.toString(c) + "'";
    }
}
