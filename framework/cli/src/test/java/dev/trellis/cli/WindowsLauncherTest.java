package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The launchers for Windows, without Windows: they start Java as the launchers for Unix do, and git and the distribution keep
 * their line ends. The page of the documentation about platforms states how the scripts themselves were tried.
 */
class WindowsLauncherTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path UNIX = Path.of("src/main/dist/bin/trellis");
    private static final Path WINDOWS = Path.of("src/main/dist/bin/trellis.cmd");
    private static final Path POSER = ROOT.resolve("example-app/poser");
    private static final Path WINDOWS_POSER = ROOT.resolve("example-app/poser.cmd");

    @Test
    void both_launchers_pass_the_same_options_class_path_and_class_to_java() throws IOException {
        // The arguments after the options: `set -- -cp ...` in the launcher for Unix.
        String unix = lastLine(UNIX).replace("exec \"$java\"", "").replace("\"$@\"", line(UNIX, "set -- -cp"));
        String windows = lastLine(WINDOWS).replace("\"%java%\"", "");
        assertEquals(
                words(unix.replace("set -- ", "")
                                .replace("$TRELLIS_HOME/lib/*${diagrams:+:$TRELLIS_HOME/lib/diagram/*}", "LIB"))
                        .replace("\"$@\"", "ARGUMENTS"),
                words(windows.replace("%TRELLIS_HOME%\\lib\\*;%TRELLIS_HOME%\\lib\\diagram\\*", "LIB"))
                        .replace("%*", "ARGUMENTS"));
    }

    @Test
    void both_launchers_report_the_same_errors() throws IOException {
        assertEquals(messages(UNIX), messages(WINDOWS));
        assertTrue(messages(UNIX).size() >= 5, messages(UNIX)::toString);
    }

    @Test
    void both_launchers_of_poser_run_the_same_build_and_use_the_same_files() throws IOException {
        String build = "-B -ntp -q package -pl example-app -am";
        Pattern flags = Pattern.compile("mvn (" + build + "[^)>]*)");
        assertEquals(found(flags, POSER), found(flags, WINDOWS_POSER));
        assertEquals(1, found(flags, POSER).size());
        for (String name : List.of("TRELLIS_CONFIG", "TRELLIS_HOME", "target", "trellis.yaml", "poser.built")) {
            for (Path launcher : List.of(POSER, WINDOWS_POSER)) {
                assertTrue(Files.readString(launcher).contains(name), launcher + " lacks " + name);
            }
        }
        String end = Files.readString(WINDOWS_POSER).strip();
        assertTrue(end.endsWith("\"%root%\\framework\\cli\\src\\main\\dist\\bin\\trellis.cmd\" %*"), end);
    }

    /** cmd.exe searches labels by blocks of the file and misses some if lines end without a carriage return. */
    @Test
    void every_line_of_a_windows_launcher_ends_with_a_carriage_return_and_git_keeps_it() throws IOException {
        for (Path launcher : List.of(WINDOWS, WINDOWS_POSER)) {
            String text = Files.readString(launcher, StandardCharsets.US_ASCII);
            assertEquals(text, text.replace("\r", "").replace("\n", "\r\n"), launcher.toString());
            assertTrue(text.startsWith("@echo off\r\n"), launcher.toString());
            assertTrue(text.endsWith("%*\r\n"), "the exit code of " + launcher + " is that of its last command");
        }
        assertTrue(Files.readAllLines(ROOT.resolve(".gitattributes")).contains("*.cmd text eol=crlf"));
        for (Path launcher : List.of(UNIX, POSER)) {
            assertEquals(-1, Files.readString(launcher).indexOf('\r'), launcher.toString());
        }
    }

    /** Without quotes, a folder such as {@code C:\Program Files (x86)\R&D} would end the command. */
    @Test
    void every_path_in_a_windows_launcher_is_in_quotes() throws IOException {
        for (Path launcher : List.of(WINDOWS, WINDOWS_POSER)) {
            for (String line : Files.readAllLines(launcher)) {
                String bare = line.replaceFirst("^rem .*", "")
                        .replace("^\"\"", "\"")
                        .replace("^\"", "")
                        .replace("%JAVA_HOME:\"=%", "%JAVA_HOME%")
                        .replaceAll("\"[^\"]*\"", "");
                assertTrue(
                        Pattern.compile("(?i)%(java|java_home|trellis_home|here|root|built|seen|log|release)%")
                                .matcher(bare)
                                .results()
                                .findAny()
                                .isEmpty(),
                        line);
            }
        }
    }

    private static String lastLine(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.get(lines.size() - 1);
    }

    private static String line(Path file, String start) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private static String words(String command) {
        return command.strip().replaceAll("\\s+", " ");
    }

    /** Returns the messages without paths and versions. */
    private static List<String> messages(Path launcher) throws IOException {
        TreeSet<String> messages = new TreeSet<>();
        Pattern.compile("(?:no_java|old_java): [^\"\\r\\n]*|(?:Set|Install) [^\"\\r\\n]*\\.")
                .matcher(Files.readString(launcher))
                .results()
                .map(match -> match.group()
                        .replaceAll("\\$JAVA_VERSION|%version%", "VERSION")
                        .replaceAll("\\$\\w+|%%~.|%\\w+%", "PATH")
                        .replace("bin\\java.exe", "bin/java")
                        .replace("java.exe", "java"))
                .forEach(messages::add);
        return List.copyOf(messages);
    }

    private static List<String> found(Pattern pattern, Path file) throws IOException {
        List<String> found = new ArrayList<>();
        pattern.matcher(Files.readString(file))
                .results()
                .forEach(match -> found.add(match.group(1).strip()));
        return found;
    }
}
