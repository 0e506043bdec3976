package dev.trellis.revision;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text that names revisions, read but not looked up: {@code label@symbol+offset}, each part optional.
 *
 * <p>Alembic reads the same text in four ways, and drops what it does not understand. Here there is one grammar, and
 * what does not fit it is refused; only which direction makes sense depends on the command.
 *
 * @param text as the user wrote it, for messages
 * @param label what stands before {@code @}, or null
 * @param symbol an identifier, the beginning of one, a label, or one of {@link Identifier#RESERVED}; null when steps are
 *     counted from where things stand
 * @param offset how many steps from there, down when negative; null without steps
 * @param from what steps without a symbol are counted from; null with a symbol or without steps
 */
public record Target(
        String text,
        @Nullable String label,
        @Nullable String symbol,
        @Nullable Long offset,
        @Nullable From from) {

    /** What steps without a symbol are counted from. */
    public enum From {
        /** The rows of the version table. */
        CURRENT,
        /** The heads of the graph. */
        HEADS
    }

    /** Alembic's own pattern, which looks only at the beginning: what it takes for steps is never an identifier. */
    private static final Pattern STEPS_ANYWHERE =
            Pattern.compile("(?:(.+?)@)?(\\w+)?([+-])(\\d+)", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern STEPS = Pattern.compile("([^@:+\\-\\s]+)?([+-][0-9]+)");
    private static final Pattern LOOKS_LIKE_STEPS = Pattern.compile("^[+-]|[+-]\\d", Pattern.UNICODE_CHARACTER_CLASS);

    /**
     * The target of an upgrade.
     *
     * @throws RevisionException {@code range_not_allowed}; {@code relative_too_far} for steps down or none;
     *     {@code illegal_identifier} for what is no name at all
     */
    public static Target upgrade(String text) {
        refuseRange(text, "upgrade");
        return destination(text, 1);
    }

    /**
     * The target of a downgrade.
     *
     * @throws RevisionException as {@link #upgrade}; {@code relative_too_far} for steps up or none
     */
    public static Target downgrade(String text) {
        refuseRange(text, "downgrade");
        return destination(text, -1);
    }

    /**
     * What {@code show}, {@code stamp}, {@code merge}, {@code revision --head} and {@code --depends-on} are given. Of
     * steps, only those down from the heads are known here.
     *
     * @throws RevisionException {@code illegal_identifier} for what is no name at all; {@code no_such_revision} for
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
            boolean none = steps.group(4).chars().allMatch(c -> Character.digit(c, 10) == 0);
            if (none || steps.group(3).equals("+") != sign > 0) {
                throw RevisionException.wrongWay(text, sign > 0 ? Direction.UPGRADE : Direction.DOWNGRADE);
            }
        }
        return parse(text, sign < 0);
    }

    private static void refuseRange(String text, String command) {
        if (text.indexOf(':') >= 0) {
            throw RevisionException.rangeNotAllowed(text, command);
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
            throw RevisionException.unreadable(text, "contains what no name contains");
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
