package dev.trellis.publishing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.publishing.Release.Module;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The published files: which there are, what they contain, and that a second build creates the same. */
class PublishedFilesTest {
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    private final Release release = Release.get();

    @Test
    void everything_is_published_and_nothing_else() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (Module module : release.modules) {
            expected.add("dev/trellis/" + module.artifact() + "/maven-metadata.xml");
            for (String suffix : module.suffixes()) {
                expected.add(release.name(module.artifact(), suffix));
                expected.add(release.name(module.artifact(), suffix + ".asc"));
            }
        }
        // The prefix "trellis" of the Maven plugin.
        expected.add("dev/trellis/maven-metadata.xml");
        assertEquals(expected, Release.files(release.published));
        assertEquals(14, release.modules.size());
    }

    /** The only key that GnuPG knows here is that of the release. */
    @Test
    void every_signature_is_valid() throws IOException {
        Command gpg = Command.in(release.published).with("GNUPGHOME", release.keys);
        for (String file : artifacts(release.published)) {
            gpg.run("gpg", "--batch", "--verify", file + ".asc", file);
        }
        assertEquals(81, artifacts(release.published).size());
    }

    @Test
    void the_option_of_the_second_build_omits_the_signatures() throws IOException {
        assertEquals(
                Set.of(),
                Release.files(release.publishedAgain).stream()
                        .filter(file -> file.endsWith(".asc"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void a_second_build_creates_the_same_files() throws IOException {
        Set<String> different = new TreeSet<>();
        for (String file : artifacts(release.published)) {
            if (Files.mismatch(release.published.resolve(file), release.publishedAgain.resolve(file)) >= 0) {
                different.add(file);
            }
        }
        assertEquals(Set.of(), different);
        assertEquals(artifacts(release.published), artifacts(release.publishedAgain));
    }

    /**
     * Returns all files but signatures, which contain their time, and the metadata of the repository, which contains
     * it, too.
     */
    private static Set<String> artifacts(Path folder) throws IOException {
        return Release.files(folder).stream()
                .filter(file -> !file.endsWith(".asc") && !file.endsWith("maven-metadata.xml"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void poms_describe_the_artifact_and_name_only_what_is_published() throws Exception {
        Set<String> published = release.modules.stream().map(Module::artifact).collect(Collectors.toSet());
        for (Module module : release.modules) {
            String text = Files.readString(release.file(module.artifact(), ".pom"));
            assertFalse(text.contains("${"), text);
            assertFalse(text.contains("SNAPSHOT"), text);
            Document pom = parsed(text);
            assertEquals(
                    0,
                    nodes(pom, "/project/parent | /project/build | /project/profiles | /project/repositories"),
                    text);
            for (String path : List.of(
                    "name",
                    "description",
                    "url",
                    "licenses/license/name",
                    "licenses/license/url",
                    "developers/developer/name",
                    "scm/url",
                    "scm/connection",
                    "scm/developerConnection")) {
                assertNotEquals("", XPATH.evaluate("normalize-space(/project/" + path + ")", pom), module + " " + path);
            }
            assertEquals("v" + release.version, XPATH.evaluate("/project/scm/tag", pom));
            assertEquals(0, nodes(pom, "//dependency[scope = 'test' or not(version)]"), text);
            assertTrue(published.containsAll(values(pom, "//dependency[groupId = 'dev.trellis']/artifactId")), text);
        }
    }

    @Test
    void the_bom_has_the_published_modules_and_nothing_else() throws Exception {
        Document bom = parsed(Files.readString(release.file("trellis-bom", ".pom")));
        Set<String> expected = release.modules.stream()
                .filter(module -> !module.isPom())
                .map(Module::artifact)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, values(bom, "/project/dependencyManagement/dependencies/dependency/artifactId"));
        assertEquals(
                Set.of(release.version), values(bom, "/project/dependencyManagement/dependencies/dependency/version"));
        assertEquals(
                Set.of("dev.trellis"), values(bom, "/project/dependencyManagement/dependencies/dependency/groupId"));
        assertEquals(0, nodes(bom, "/project/dependencies | /project/properties"));
    }

    @Test
    void an_sbom_lists_what_users_receive() throws IOException {
        for (Module module : release.modules) {
            if (!module.isPom()) {
                JsonNode sbom = new ObjectMapper()
                        .readTree(Files.readAllBytes(release.file(module.artifact(), "-cyclonedx.json")));
                assertEquals("CycloneDX", sbom.get("bomFormat").stringValue());
                assertEquals(
                        module.artifact(),
                        sbom.get("metadata").get("component").get("name").stringValue());
                Set<String> components = new TreeSet<>();
                for (JsonNode component : sbom.get("components")) {
                    components.add(component.get("name").stringValue());
                    assertTrue(component.get("purl").stringValue().startsWith("pkg:maven/"), component::toString);
                }
                assertTrue(
                        components.containsAll(Set.of("guice", "jackson-databind", "jdbi3-core")),
                        components::toString);
                assertFalse(components.contains("trellis-testbed"), components::toString);
                if (module.artifact().equals("trellis-cli")) {
                    assertTrue(components.containsAll(Set.of("trellis-core", "picocli", "h2")), components::toString);
                }
            }
        }
    }

    @Test
    void jars_contain_sources_and_documentation() throws IOException {
        for (Module module : release.modules) {
            if (!module.isPom()) {
                boolean isStarter = module.artifact().contains("-starter");
                try (ZipFile sources = new ZipFile(
                                release.file(module.artifact(), "-sources.jar").toFile());
                        ZipFile documentation = new ZipFile(
                                release.file(module.artifact(), "-javadoc.jar").toFile())) {
                    assertEquals(
                            !isStarter,
                            sources.stream().anyMatch(entry -> entry.getName().endsWith(".java")));
                    assertEquals(!isStarter, documentation.getEntry("index.html") != null);
                }
            }
        }
    }

    @Test
    void checksums_are_those_of_the_files() throws Exception {
        for (Module module : release.modules) {
            for (String suffix : module.suffixes()) {
                Path file = release.file(module.artifact(), suffix);
                byte[] digest = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
                String checksum = Files.readString(file.resolveSibling(file.getFileName() + ".sha1"));
                assertArrayEquals(digest, HexFormat.of().parseHex(checksum.trim()));
            }
        }
    }

    private static Document parsed(String pom) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(pom)));
    }

    private static int nodes(Document pom, String path) throws XPathExpressionException {
        return ((NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET)).getLength();
    }

    private static Set<String> values(Document pom, String path) throws XPathExpressionException {
        NodeList nodes = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
        Set<String> values = new TreeSet<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            values.add(nodes.item(i).getTextContent());
        }
        return values;
    }
}
