package dev.trellis.adopt;

import dev.trellis.adopt.AdoptionReport.State;
import dev.trellis.adopt.ConvertedFiles.Target;
import dev.trellis.adopt.source.Gap;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.internal.workspace.Formats;
import dev.trellis.operation.Operation;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A script that exists, next to the present conversion of its original. Nothing but the script itself says whether a person
 * has completed it: a script with the comment of a gap, and with no operation and no comment that the conversion lacks, was
 * written by an earlier adoption and not completed since.
 */
final class ExistingScript {
    private static final Pattern COMMENT = Pattern.compile("\\s*(?:--|#)\\s*(?:#\\s*)?(.*)");
    /** Comment lines of the formats, and keys of the header that do not matter. */
    private static final Pattern FORMAT =
            Pattern.compile("|(?:upgrade|downgrade)|(?:message|created|yaml-language-server):? .*");

    private final MigrationScript script;
    private final ScriptText conversion;
    private final ParseContext context;

    /**
     * Creates the script.
     *
     * @param conversion the text that an adoption would write if the script did not exist
     * @param context the settings with which scripts are parsed
     */
    ExistingScript(MigrationScript script, ScriptText conversion, ParseContext context) {
        this.script = script;
        this.conversion = conversion;
        this.context = context;
    }

    /** Returns the file, which takes the place of the script if its state is {@link State#PLANNED}. */
    Target target() {
        ScriptFile file = script.file();
        Path path = file == null ? null : file.path();
        if (file == null || path == null) {
            return new Target(Path.of(script.display()), conversion.text(), State.KEPT);
        }
        State state = state(file.text().replace("\r\n", "\n"));
        return state == State.PLANNED
                ? new Target(withFormat(path), conversion.text(), state, path)
                : new Target(path, conversion.text(), state);
    }

    /** Returns the path with the extension of the conversion; an author may have renamed the file. */
    private Path withFormat(Path path) {
        String name = String.valueOf(path.getFileName());
        return Formats.named(conversion.format()).accepts(name)
                ? path
                : path.resolveSibling(name.replaceFirst("\\.[^.]*$", "") + "." + conversion.format());
    }

    /** Returns whether a script has the comment of a gap. */
    static boolean isOpen(MigrationScript script) {
        ScriptFile file = script.file();
        return file != null && comments(file.text()).anyMatch(Gap::isComment);
    }

    private State state(String text) {
        if (text.equals(conversion.text())) {
            return State.UNCHANGED;
        }
        Set<String> open = comments(text).filter(Gap::isComment).collect(Collectors.toSet());
        if (open.isEmpty()) {
            return State.KEPT;
        }
        try {
            return state(text, script.body(context), open);
        } catch (TrellisException e) {
            // An author is editing it; the verification reports what is wrong.
            return State.KEPT;
        }
    }

    private State state(String text, Body body, Set<String> open) {
        MigrationScript converted = Formats.named(conversion.format())
                .read(new ScriptFile(
                        script.display(),
                        script.display(),
                        null,
                        conversion.text().getBytes(StandardCharsets.UTF_8)));
        Body convertedBody = converted.body(context);
        boolean isPart = script.header().revision().equals(converted.header().revision())
                && script.header().declarations().equals(converted.header().declarations())
                && hasOnlyConvertedComments(text)
                && isPart(body.upgrade(), convertedBody.upgrade())
                && isPart(body.downgrade(), convertedBody.downgrade());
        if (!isPart) {
            boolean isEmpty = operations(body.upgrade()).isEmpty()
                    && operations(body.downgrade()).isEmpty();
            return isEmpty ? State.INCOMPLETE : State.KEPT;
        }
        boolean isSame = operations(body.upgrade()).equals(operations(convertedBody.upgrade()))
                && operations(body.downgrade()).equals(operations(convertedBody.downgrade()));
        // A person who has removed some of the comments is at work on the others.
        boolean isAtWork = isSame
                && comments(conversion.text()).collect(Collectors.toSet()).containsAll(open);
        return isAtWork ? State.INCOMPLETE : State.PLANNED;
    }

    private boolean hasOnlyConvertedComments(String text) {
        Set<String> converted =
                conversion.text().lines().map(ExistingScript::content).collect(Collectors.toSet());
        return comments(text)
                .filter(line -> !Gap.isComment(line))
                .filter(line -> !FORMAT.matcher(line).matches())
                .allMatch(converted::contains);
    }

    /** Returns the comment lines without the characters that begin a comment. */
    private static Stream<String> comments(String text) {
        return text.lines().filter(line -> COMMENT.matcher(line).matches()).map(ExistingScript::content);
    }

    private static String content(String line) {
        Matcher comment = COMMENT.matcher(line);
        return (comment.matches() ? comment.group(1) : line).strip();
    }

    /** Returns whether all operations occur in others in the same order. */
    private static boolean isPart(@Nullable List<LocatedOperation> part, @Nullable List<LocatedOperation> whole) {
        Iterator<Operation> others = operations(whole).iterator();
        for (Operation operation : operations(part)) {
            boolean isFound = false;
            while (!isFound && others.hasNext()) {
                isFound = others.next().equals(operation);
            }
            if (!isFound) {
                return false;
            }
        }
        return true;
    }

    private static List<Operation> operations(@Nullable List<LocatedOperation> operations) {
        return operations == null
                ? List.of()
                : operations.stream().map(LocatedOperation::operation).toList();
    }
}
