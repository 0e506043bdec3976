package dev.trellis.adopt.liquibase;

import dev.trellis.error.Location;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads changelogs in XML. A document type declaration is refused, so no entity is defined, loaded or expanded; schemas are
 * not loaded.
 */
final class XmlChangelogReader {
    private static final int MAX_DEPTH = 60;

    private final String display;
    private final Deque<Element> open = new ArrayDeque<>();
    private @Nullable ChangeNode root;

    private XmlChangelogReader(String display) {
        this.display = display;
    }

    private static final class Element {
        private final String name;
        private final Location location;
        private final StringBuilder text = new StringBuilder();
        private final List<ChangeNode> children = new ArrayList<>();

        Element(String name, Location location) {
            this.name = name;
            this.location = location;
        }

        ChangeNode node() {
            return new ChangeNode(name, location, text.toString().isBlank() ? null : text.toString(), children);
        }
    }

    /** Reads a document. */
    static ChangeNode read(ChangelogFile file) {
        return new XmlChangelogReader(file.display()).read(file.bytes());
    }

    private ChangeNode read(byte[] bytes) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        int line = 1;
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
            while (reader.hasNext()) {
                int event = reader.next();
                handle(event, reader, line);
                // The position after an event is the position where the next tag begins.
                line = Math.max(1, reader.getLocation().getLineNumber());
            }
        } catch (XMLStreamException e) {
            int place =
                    e.getLocation() == null ? line : Math.max(1, e.getLocation().getLineNumber());
            throw ChangelogException.malformed(at(place), "it is not well-formed XML: " + reason(e));
        }
        ChangeNode document = root;
        if (document == null) {
            throw ChangelogException.malformed(at(1), "it contains no element");
        }
        return document;
    }

    private void handle(int event, XMLStreamReader reader, int line) {
        switch (event) {
            case XMLStreamConstants.DTD ->
                throw ChangelogException.malformed(
                        at(line), "it has a document type declaration, which may define entities and is not read");
            case XMLStreamConstants.ENTITY_REFERENCE ->
                throw ChangelogException.malformed(at(line), "it uses the entity '" + reader.getLocalName() + "'");
            case XMLStreamConstants.START_ELEMENT -> start(reader, line);
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                if (!open.isEmpty()) {
                    open.element().text.append(reader.getText());
                }
            }
            case XMLStreamConstants.END_ELEMENT -> {
                ChangeNode node = open.pop().node();
                if (open.isEmpty()) {
                    root = node;
                } else {
                    open.element().children.add(node);
                }
            }
            default -> {
                // Comments and processing instructions mean nothing to Liquibase.
            }
        }
    }

    private void start(XMLStreamReader reader, int line) {
        if (open.size() >= MAX_DEPTH) {
            throw ChangelogException.malformed(at(line), "its elements are nested more than " + MAX_DEPTH + " deep");
        }
        Element element = new Element(reader.getLocalName(), at(line));
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String namespace = reader.getAttributeNamespace(i);
            if (namespace == null || namespace.isEmpty()) {
                element.children.add(new ChangeNode(
                        reader.getAttributeLocalName(i), at(line), reader.getAttributeValue(i), List.of()));
            }
        }
        open.push(element);
    }

    private Location at(int line) {
        return new Location(display, line, 0);
    }

    private static String reason(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int text = message.indexOf("Message: ");
        return (text < 0 ? message : message.substring(text + "Message: ".length()))
                .strip()
                .replaceAll("\\s+", " ");
    }
}
