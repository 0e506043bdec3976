package dev.trellis.poser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The page of dependencies lists everything that a user of each published module receives, with licences. The modules in
 * {@code framework/consumers} are projects of such users; Maven has written their dependencies into files.
 */
class DependenciesTest {
    private static final Path FRAMEWORK = Path.of("../framework");
    private static final Path PAGE = FRAMEWORK.resolve("docs/dependencies.md");
    private static final Path EXPECTED = Path.of("target/dependencies.md");
    private static final String BEGIN = "## trellis-core\n";

    /** SPDX identifiers by the names in POMs, in lower case. */
    private static final Map<String, String> LICENCES = Map.ofEntries(
            Map.entry("apache 2.0", "Apache-2.0"),
            Map.entry("apache license 2.0", "Apache-2.0"),
            Map.entry("apache license version 2.0", "Apache-2.0"),
            Map.entry("apache license, version 2.0", "Apache-2.0"),
            Map.entry("apache-2.0", "Apache-2.0"),
            Map.entry("bsd-3-clause", "BSD-3-Clause"),
            Map.entry("eclipse distribution license - v 1.0", "BSD-3-Clause"),
            Map.entry("eclipse distribution license v. 1.0", "BSD-3-Clause"),
            Map.entry("eclipse public license v. 2.0", "EPL-2.0"),
            Map.entry("eclipse public license v2.0", "EPL-2.0"),
            Map.entry("edl 1.0", "BSD-3-Clause"),
            Map.entry("eclipse public license, version 2.0", "EPL-2.0"),
            Map.entry("epl 2.0", "EPL-2.0"),
            Map.entry("epl-2.0", "EPL-2.0"),
            Map.entry("gpl2 w/ cpe", "GPL-2.0-only WITH Classpath-exception-2.0"),
            Map.entry("lgpl-2.1-only", "LGPL-2.1-only"),
            Map.entry("mit", "MIT"),
            Map.entry("public domain", "LicenseRef-Public-Domain"),
            Map.entry("the apache license, version 2.0", "Apache-2.0"),
            Map.entry("the apache software license, version 2.0", "Apache-2.0"),
            Map.entry("the eclipse public license version 1.0", "EPL-1.0"));

    /** The licences under which users may receive an artifact. Of several licences of an artifact, the user chooses one. */
    private static final Set<String> PERMITTED =
            Set.of("Apache-2.0", "MIT", "BSD-3-Clause", "EPL-1.0", "EPL-2.0", "LicenseRef-Public-Domain");

    private record Artifact(String group, String name, String version, String scope) {
        boolean isOwn() {
            return group.equals("dev.trellis");
        }
    }

    @Test
    void the_page_lists_what_users_receive() throws Exception {
        String page = Files.readString(PAGE);
        String expected = page.substring(0, page.indexOf(BEGIN)) + lists();
        Files.createDirectories(EXPECTED.getParent());
        Files.writeString(EXPECTED, expected);
        assertEquals(
                expected,
                page,
                "what users receive has changed. If this is intended, copy example-app/target/dependencies.md over"
                        + " framework/docs/dependencies.md");
    }

    @Test
    void every_published_module_has_a_consumer() throws Exception {
        Set<String> consumers = new TreeSet<>();
        try (var folders = Files.list(FRAMEWORK.resolve("consumers"))) {
            folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .forEach(folder -> consumers.add("trellis-" + folder.getFileName()));
        }
        Set<String> published = new TreeSet<>();
        Element bom = pom(FRAMEWORK.resolve("bom/pom.xml"));
        Element managed = Objects.requireNonNull(child(bom, "dependencyManagement"));
        for (Element dependency : children(Objects.requireNonNull(child(managed, "dependencies")))) {
            published.add(Objects.requireNonNull(text(dependency, "artifactId")));
        }
        assertEquals(published, consumers);
    }

    private static String lists() throws Exception {
        Map<String, List<Artifact>> modules = new LinkedHashMap<>();
        Element aggregator = pom(FRAMEWORK.resolve("consumers/pom.xml"));
        for (Element module : children(Objects.requireNonNull(child(aggregator, "modules")))) {
            String name = module.getTextContent();
            modules.put("trellis-" + name, received(FRAMEWORK.resolve("consumers/" + name + "/target/received.txt")));
        }
        List<Artifact> core = Objects.requireNonNull(modules.get("trellis-core"));
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, List<Artifact>> module : modules.entrySet()) {
            boolean withCore =
                    !module.getKey().equals("trellis-core") && module.getValue().containsAll(core);
            List<Artifact> rows = new ArrayList<>(module.getValue());
            rows.removeIf(artifact -> artifact.name().equals(module.getKey()) || (withCore && core.contains(artifact)));
            text.append(text.isEmpty() ? "" : "\n")
                    .append("## ")
                    .append(module.getKey())
                    .append("\n\n");
            text.append(
                    !withCore ? "" : "`trellis-core` and its dependencies" + (rows.isEmpty() ? ".\n" : ", and:\n\n"));
            text.append(rows.isEmpty() ? "" : "| artifact | version | scope | licence |\n|---|---|---|---|\n");
            for (Artifact row : rows) {
                text.append("| `%s:%s` | %s | %s | %s |\n"
                        .formatted(
                                row.group(),
                                row.name(),
                                row.isOwn() ? "the same" : row.version(),
                                row.scope(),
                                row.isOwn() ? "Apache-2.0" : licences(row)));
            }
        }
        return text.toString();
    }

    /** Returns the artifacts of a file that Maven has written, with lines such as {@code group:name:jar:1.0:compile}. */
    private static List<Artifact> received(Path file) throws IOException {
        assertTrue(Files.exists(file), file + " is missing. Build it: mvn process-resources");
        Map<String, Artifact> artifacts = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.strip().replaceFirst(" .*", "").split(":", -1);
            if (parts.length == 5) {
                artifacts.put(parts[0] + ":" + parts[1], new Artifact(parts[0], parts[1], parts[3], parts[4]));
            }
        }
        assertTrue(artifacts.size() > 10, file + " lists " + artifacts.keySet());
        return List.copyOf(artifacts.values());
    }

    private static String licences(Artifact artifact) throws Exception {
        List<String> names = licenceNames(artifact.group(), artifact.name(), artifact.version());
        List<String> licences = new ArrayList<>();
        for (String name : names) {
            String licence = LICENCES.get(name.toLowerCase(Locale.ROOT).replaceAll("\\s+", " "));
            assertTrue(licence != null, artifact + " has the unknown licence '" + name + "'");
            licences.add(Objects.requireNonNull(licence));
        }
        assertTrue(
                licences.stream().anyMatch(PERMITTED::contains),
                artifact + " has none of the permitted licences: " + names);
        return String.join(" or ", licences);
    }

    /** Returns the names of the licences in a POM or in the nearest parent that states any. */
    private static List<String> licenceNames(String group, String name, String version) throws Exception {
        String repository = Objects.requireNonNull(System.getProperty("trellis.localRepository"));
        Element project =
                pom(Path.of(repository, group.replace('.', '/'), name, version, name + "-" + version + ".pom"));
        Element licences = child(project, "licenses");
        List<String> names = new ArrayList<>();
        if (licences != null) {
            for (Element licence : children(licences)) {
                names.add(Objects.requireNonNull(text(licence, "name")));
            }
        }
        Element parent = child(project, "parent");
        if (!names.isEmpty() || parent == null) {
            return names;
        }
        return licenceNames(
                Objects.requireNonNull(text(parent, "groupId")),
                Objects.requireNonNull(text(parent, "artifactId")),
                Objects.requireNonNull(text(parent, "version")));
    }

    private static Element pom(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static @Nullable Element child(Element parent, String name) {
        return children(parent).stream()
                .filter(element -> element.getTagName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String text(Element parent, String name) {
        Element element = child(parent, name);
        return element == null ? null : element.getTextContent().strip();
    }
}
