package dev.trellis.revision;

import dev.trellis.error.Problem;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for identifiers of revisions and labels of branches. */
public final class Identifier {
    /** The words with a special meaning wherever a revision is named. */
    public static final Set<String> RESERVED = Set.of("base", "head", "heads", "current");

    /**
     * The largest number of characters of an identifier: the size of the column in the version table, which is the same
     * as in Alembic.
     */
    public static final int MAX_LENGTH = 32;

    private static final Pattern ACCENTS = Pattern.compile("\\p{InCombiningDiacriticalMarks}");

    private Identifier() {}

    /**
     * Returns the problem of an identifier, if any. An identifier may contain letters, digits, underscores and dots only:
     * it becomes part of a file name, and {@code @ - + :} have a meaning where revisions are named.
     */
    public static Optional<Problem> problemOfRevision(String id) {
        if (isPlain(id)) {
            return Optional.empty();
        }
        if (id.isEmpty()) {
            return Optional.of(GraphProblems.illegalRevision(id, "is empty"));
        }
        if (RESERVED.contains(id)) {
            return Optional.of(GraphProblems.reservedRevision(id, "is a reserved word"));
        }
        if (id.chars().allMatch(c -> c == '.')) {
            return Optional.of(GraphProblems.reservedRevision(id, "consists of dots only"));
        }
        return id.codePoints()
                .filter(c -> !Character.isLetterOrDigit(c) && !isMark(c) && c != '_' && c != '.')
                .mapToObj(c -> GraphProblems.illegalRevision(id, "contains " + shown(c)))
                .findFirst();
    }

    /**
     * Returns the problem of a label, if any. A label begins with a letter, a digit or an underscore, because a text that
     * begins with {@code -} is an option and with {@code +} a number of steps. It must not contain {@code @} and
     * {@code :}, which have a meaning where revisions are named, nor slashes, quotes and semicolons, because a label can
     * become the name of a folder and part of a command.
     */
    public static Optional<Problem> problemOfLabel(String label) {
        if (label.isBlank()) {
            return Optional.of(GraphProblems.illegalLabel(label, "is empty"));
        }
        if (RESERVED.contains(label)) {
            return Optional.of(GraphProblems.illegalLabel(label, "is a reserved word"));
        }
        if (!label.strip().equals(label)) {
            return Optional.of(GraphProblems.illegalLabel(label, "begins or ends with a blank"));
        }
        if (!Character.isLetterOrDigit(label.codePointAt(0)) && label.charAt(0) != '_') {
            return Optional.of(GraphProblems.illegalLabel(label, "begins with " + shown(label.codePointAt(0))));
        }
        return label.codePoints()
                .filter(c -> "@:/\\'\"`;".indexOf(c) >= 0 || Character.isISOControl(c) || c == 0x2028 || c == 0x2029)
                .mapToObj(c -> GraphProblems.illegalLabel(label, "contains " + shown(c)))
                .findFirst();
    }

    /**
     * Checks an identifier.
     *
     * @throws RevisionException {@code illegal_identifier}
     */
    public static void checkRevision(String id) {
        problemOfRevision(id).ifPresent(problem -> {
            throw new RevisionException(problem);
        });
    }

    /**
     * Checks the length of an identifier of a script. (An identifier on the command line need not exist, so an identifier of
     * any length is accepted there.)
     *
     * @throws RevisionException {@code illegal_identifier}
     */
    public static void checkLength(String id) {
        if (id.length() > MAX_LENGTH) {
            throw new RevisionException(GraphProblems.longRevision(id, MAX_LENGTH));
        }
    }

    /**
     * Checks a label.
     *
     * @throws RevisionException {@code illegal_identifier}
     */
    public static void checkLabel(String label) {
        problemOfLabel(label).ifPresent(problem -> {
            throw new RevisionException(problem);
        });
    }

    /** Returns whether two identifiers are equal for databases and file systems that ignore case and accents. */
    public static boolean areSimilar(String id, String other) {
        return folded(id).equals(folded(other));
    }

    /**
     * Returns an identifier as databases and file systems compare it that ignore case, accents and the ways in which Unicode
     * writes one letter.
     */
    static String folded(String id) {
        return isPlain(id)
                ? id
                : ACCENTS.matcher(Normalizer.normalize(id, Normalizer.Form.NFKD))
                        .replaceAll("")
                        .toUpperCase(Locale.ROOT)
                        .toLowerCase(Locale.ROOT);
    }

    /** Returns whether an identifier needs no slower check: it has only hexadecimal digits, as {@code revision} generates. */
    private static boolean isPlain(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return !id.isEmpty();
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
