package dev.trellis.cli;

import dev.trellis.error.DisplayPath;
import dev.trellis.error.Pasteable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "init", description = "Create a project: a Maven build with a branch, its first revision and a test.")
final class InitCommand extends StandaloneCommand {
    @Parameters(paramLabel = "DIRECTORY", description = "The folder of the project; new or empty.")
    private Path directory = Path.of("");

    @Option(
            names = {"-t", "--template"},
            paramLabel = "TEMPLATE",
            defaultValue = "app",
            description = "Use this template: app (default), plugin, base or spring-boot. See list_templates.")
    private String template = "app";

    @Option(
            names = "--label",
            paramLabel = "LABEL",
            description = "Give the branch this label (default: the name of the folder).")
    private @Nullable String label;

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            description = "Use this Java package (default: com.example.LABEL).")
    private @Nullable String javaPackage;

    @Override
    void run(CommandEnvironment environment, Output output) {
        if (!Templates.ALL.containsKey(template)) {
            throw CommandException.unknownTemplate(template, Templates.ALL.keySet());
        }
        Path folder = environment.resolve(directory);
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        String branch = label == null ? label(name) : label;
        if (!branch.matches("[a-z][a-z0-9_]{0,39}")) {
            throw CommandException.badLabel(
                    branch,
                    "a label has at most 40 lower-case letters, digits and underscores, and begins with a letter");
        }
        if (List.of("base", "head", "heads", "current").contains(branch)) {
            throw CommandException.badLabel(branch, "it is a reserved word");
        }
        String packageName = javaPackage == null ? "com.example." + branch : javaPackage;
        if (!SourceVersion.isName(packageName, SourceVersion.RELEASE_17)) {
            throw javaPackage == null
                    ? CommandException.badLabel(branch, "it is a keyword of Java")
                    : CommandException.badPackage(packageName);
        }
        requireEmpty(folder);
        List<String> files =
                new Templates(name.replaceAll("[^A-Za-z0-9_.-]", "-"), branch, packageName).write(template, folder);
        List<String> lines = new ArrayList<>();
        lines.add("created " + DisplayPath.of(folder) + " with branch '" + branch + "':");
        files.forEach(file -> lines.add("  " + file));
        lines.add("next: cd " + Pasteable.word(DisplayPath.of(folder)) + " && trellis upgrade heads");
        lines.add(
                "  to test the project: mvn verify (if Maven does not find the artifacts of Trellis, name their repository in"
                        + " settings.xml, or run 'mvn install' in the sources of Trellis)");
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("directory", DisplayPath.of(folder));
        document.put("template", template);
        document.put("label", branch);
        document.put("files", files);
        output.result(document, lines);
    }

    private static String label(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
    }

    private static void requireEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw CommandException.folderNotEmpty(DisplayPath.of(folder));
            }
        } catch (IOException e) {
            throw CommandException.notAFolder(DisplayPath.of(folder));
        }
    }
}
