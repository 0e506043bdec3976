package dev.trellis.diagram;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import nu.validator.validation.SimpleDocumentValidator;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/** The files of a site, as a browser and as a validator read them. */
final class SiteFiles {
    private static final long STACK = 64L << 20;

    private final Path site;
    private final Map<String, Document> pages;

    private SiteFiles(Path site, Map<String, Document> pages) {
        this.site = site;
        this.pages = pages;
    }

    static SiteFiles read(Path site) throws IOException {
        Map<String, Document> pages = new TreeMap<>();
        texts(site).forEach((path, text) -> {
            if (path.endsWith(".html")) {
                pages.put(path, Jsoup.parse(text));
            }
        });
        return new SiteFiles(site, pages);
    }

    /** Returns the texts of all files by path. */
    static Map<String, String> texts(Path site) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(site)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    texts.put(site.relativize(file).toString().replace('\\', '/'), Files.readString(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return texts;
    }

    Map<String, Document> pages() {
        return pages;
    }

    /** Returns the links, style sheets, scripts and forms whose target or anchor does not exist. */
    List<String> brokenLinks() {
        Map<String, Set<String>> anchors = new TreeMap<>();
        pages.forEach((path, page) ->
                anchors.put(path, new HashSet<>(page.select("[id]").eachAttr("id"))));
        List<String> broken = new ArrayList<>();
        pages.forEach((path, page) -> {
            for (Element element : page.select("[href], [src], [action]")) {
                String target = Stream.of("href", "src", "action")
                        .map(element::attr)
                        .filter(value -> !value.isEmpty())
                        .findFirst()
                        .orElse("");
                if (!target.startsWith("data:") && !exists(URI.create(path).resolve(target), anchors)) {
                    broken.add(path + " -> " + target);
                }
            }
        });
        return broken;
    }

    private boolean exists(URI target, Map<String, Set<String>> anchors) {
        String path = target.getPath();
        Set<String> ids = anchors.get(path);
        if (ids == null) {
            return target.getFragment() == null && Files.isRegularFile(site.resolve(path));
        }
        return target.getFragment() == null || ids.contains(target.getFragment());
    }

    /** Returns the addresses outside the site that a page mentions, except in the text. */
    List<String> externalRequests() {
        List<String> external = new ArrayList<>();
        pages.forEach((path, page) -> page.select("[href], [src], [action]").forEach(element -> {
            String all = element.attr("href") + element.attr("src") + element.attr("action");
            if (all.contains(":") && !all.startsWith("data:,")) {
                external.add(path + ": " + all);
            }
        }));
        return external;
    }

    /** Returns the errors and warnings of the validator of the W3C, which needs a large stack. */
    List<String> validationErrors() {
        List<String> errors = Collections.synchronizedList(new ArrayList<>());
        Thread thread = new Thread(null, () -> validate(errors), "validator", STACK);
        thread.setUncaughtExceptionHandler((failed, e) -> errors.add("the validator failed: " + e));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            errors.add("interrupted");
        }
        return List.copyOf(errors);
    }

    private void validate(List<String> errors) {
        SimpleDocumentValidator validator = new SimpleDocumentValidator(true, false, false);
        try {
            validator.setUpMainSchema("http://s.validator.nu/html5-rdfalite.rnc", new Collector("schema", errors));
            for (String path : pages.keySet()) {
                validator.setUpValidatorAndParsers(new Collector(path, errors), false, false);
                InputSource source = new InputSource(new StringReader(Files.readString(site.resolve(path))));
                source.setSystemId(site.resolve(path).toUri().toString());
                validator.checkHtmlInputSource(source);
            }
        } catch (Exception e) {
            errors.add("the validator failed: " + e);
        }
    }

    private record Collector(String path, List<String> errors) implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {
            add(e);
        }

        @Override
        public void error(SAXParseException e) {
            add(e);
        }

        @Override
        public void fatalError(SAXParseException e) {
            add(e);
        }

        private void add(SAXParseException e) {
            errors.add(path + ":" + e.getLineNumber() + ": " + e.getMessage());
        }
    }
}
