package dev.trellis.revision;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text that names revisions, parsed but not looked up: {@code label@symbol+offset}, each part optional.
 *
 * <p>All commands use one grammar and reject any other text; only the allowed direction of steps depends on the command.
 *
 * @param text the text as the user wrote it, for messages
 * @param label the part before {@code @}, or null
 * @param symbol an identifier, a prefix of one, a label, or one of {@link Identifier#RESERVED}; null in a text such as
 *     {@code +1} or {@code app@-2}
 * @param offset the number of steps, down if negative; null without steps
 * @param from where the steps of a text without a symbol begin: at the rows of the version table or at the heads of the
 *     graph; null for any other text
 */
public record Target(
        String text,
        @Nullable String label,
        @Nullable String symbol,
        @Nullable Long offset,
        @Nullable From from) {

    /** The revisions from which steps count in a text without a symbol, such as {@code +1}. */
    public enum From {
        /** The rows of the version table. */
        CURRENT,
        /** The heads of the graph. */
        HEADS
    }

    /**
     * A number of steps anywhere at the beginning of a text: a text that begins like this is never an identifier. The
     * pattern is that of Alembic, so that Trellis and Alembic treat the same texts as identifiers.
     */
    private static final Pattern STEPS_ANYWHERE =
            Pattern.compile("(?:(.+?)@)?(\\w+)?([+-])(\\d+)", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern STEPS = Pattern.compile("([^@:+\\-\\s]+)?([+-][0-9]+)");
    private static final Pattern LOOKS_LIKE_STEPS = Pattern.compile("^[+-]|[+-]\\d", Pattern.UNICODE_CHARACTER_CLASS);

    /**
     * Parses the target of an upgrade.
     *
     * @throws RevisionException {@code range_not_allowed}; {@code relative_too_far} for steps down or zero steps;
     *     {@code illegal_identifier} for a text that cannot be a name
     */
    public static Target upgrade(String text) {
        refuseRange(text, Direction.UPGRADE);
        return destination(text, 1);
    }

    /**
     * Parses the target of a downgrade.
     *
     * @throws RevisionException as {@link #upgrade}; {@code relative_too_far} for steps up or zero steps
     */
    public static Target downgrade(String text) {
        refuseRange(text, Direction.DOWNGRADE);
        return destination(text, -1);
    }

    /**
     * Parses the text of {@code show}, {@code stamp}, {@code merge}, {@code revision --head} and {@code --depends-on}. Steps
     * can only lead down from the heads.
     *
     * @throws RevisionException {@code illegal_identifier} for a text that cannot be a name; {@code no_such_revision} for
     *     other steps
     */
    public static Target named(String text) {
        Target target = parse(text, false);
        if (target.offset == null) {
            return target;
        }
        if (target.symbol != null || target.offset >= 0) {
            throw RevisionException.nothingToStepFrom(text);
        }
        return new Target(text, target.label, null, target.offset, From.HEADS);
    }

    private static Target destination(String text, int sign) {
        Matcher steps = STEPS_ANYWHERE.matcher(text.strip());
        if (steps.lookingAt() && steps.group(2) == null) {
            boolean isZero = steps.group(4).chars().allMatch(c -> Character.digit(c, 10) == 0);
            if (isZero || steps.group(3).equals("+") != sign > 0) {
                throw RevisionException.wrongWay(text, sign > 0 ? Direction.UPGRADE : Direction.DOWNGRADE);
            }
        }
        return parse(text, sign < 0);
    }

    private static void refuseRange(String text, Direction direction) {
        if (text.indexOf(':') >= 0) {
            throw RevisionException.rangeNotAllowed(text, direction);
        }
    }

    private static Target parse(String text, boolean emptyLabelIsNone) {
        String rest = text.strip();
        String label = null;
        int at = rest.indexOf('@');
        if (at >= 0) {
            label = rest.substring(0, at).strip();
            rest = rest.substring(at + 1).strip();
            if (rest.indexOf('@') >= 0) {
                throw RevisionException.unreadable(text, "has more than one '@'");
            }
            if (label.isEmpty()) {
                if (!emptyLabelIsNone) {
                    throw RevisionException.unreadable(text, "has no label before the '@'");
                }
                label = null;
            }
        }
        if (rest.isEmpty()) {
            throw RevisionException.unreadable(text, at < 0 ? "is empty" : "names nothing after the '@'");
        }
        Matcher steps = STEPS.matcher(rest);
        if (steps.matches()) {
            String symbol = steps.group(1);
            From from = symbol == null ? From.CURRENT : null;
            return new Target(text, label, symbol, offset(text, steps.group(2)), from);
        }
        if (LOOKS_LIKE_STEPS.matcher(rest).find()) {
            throw RevisionException.unreadable(text, "has steps that are not a plain +N or -N at its end");
        }
        if (rest.chars().anyMatch(c -> c == ':' || Character.isISOControl(c))) {
            throw RevisionException.unreadable(text, "contains a character that no name contains");
        }
        return new Target(text, label, rest, null, null);
    }

    private static long offset(String text, String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw RevisionException.tooFar(text, "no history is that long");
        }
    }
}
