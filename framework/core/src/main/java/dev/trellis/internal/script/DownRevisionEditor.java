package dev.trellis.internal.script;

import dev.trellis.internal.yaml.YamlWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces the {@code down_revision} of a script for {@code rebase}, and leaves the other text unchanged. */
public final class DownRevisionEditor {
    private static final String SCALAR = "\"[^\"\\\\\\n]*\"|'[^'\\n]*'|[^\\s#\\[\\]{},\"']+";
    private static final Pattern LINE = Pattern.compile(
            "^(\uFEFF?(?:-- ?)?down_revision:[ \\t]+)(?:" + SCALAR + "|\\[[ \\t]*(?:" + SCALAR + ")[ \\t]*])"
                    + "((?:[ \\t]+#[^\\r\\n]*|[ \\t]*)\\r?)$",
            Pattern.MULTILINE);
    private static final Pattern BODY = Pattern.compile("^(?:-- ?)?(?:upgrade|downgrade)\\b", Pattern.MULTILINE);

    private DownRevisionEditor() {}

    /**
     * Returns the text of a script with another parent.
     *
     * @param display the name of the script in messages
     * @throws ScriptException {@code cannot_rebase} when the line is not in a form that can be replaced
     */
    public static String replace(String text, String parent, String display) {
        Matcher body = BODY.matcher(text);
        int end = body.find() ? body.start() : text.length();
        Matcher line = LINE.matcher(text).region(0, end);
        String value = YamlWriter.line(parent);
        if (!line.find()) {
            throw ScriptException.cannotRebase(display, "down_revision: " + value);
        }
        String replaced = text.substring(0, line.start()) + line.group(1) + value + line.group(2);
        return replaced + text.substring(line.end());
    }
}
