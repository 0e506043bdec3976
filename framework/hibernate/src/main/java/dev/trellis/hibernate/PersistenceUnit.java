package dev.trellis.hibernate;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The classes that a unit of {@code META-INF/persistence.xml} lists. */
final class PersistenceUnit {
    private static final String RESOURCE = "META-INF/persistence.xml";

    private PersistenceUnit() {}

    /**
     * Returns the classes of a unit.
     *
     * @param anchor a class of the jar or folder that contains the file
     * @throws EntityModelException {@code no_such_unit}, or {@code bad_entity} if the file is invalid or a class is missing
     */
    static Set<Class<?>> classes(Class<?> anchor, String unit) {
        ClassLoader loader = anchor.getClassLoader();
        try {
            List<URL> files = Collections.list(loader.getResources(RESOURCE));
            for (URL file : files) {
                Element element = find(file, unit);
                if (element != null) {
                    return load(element, loader);
                }
            }
            throw EntityModelException.noUnit(unit, files);
        } catch (IOException | ParserConfigurationException | SAXException | ReflectiveOperationException e) {
            throw EntityModelException.unreadable("persistence unit '" + unit + "'", e);
        }
    }

    private static @Nullable Element find(URL file, String unit)
            throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setNamespaceAware(true);
        try (InputStream text = file.openStream()) {
            NodeList units = factory.newDocumentBuilder().parse(text).getElementsByTagNameNS("*", "persistence-unit");
            for (int i = 0; i < units.getLength(); i++) {
                if (units.item(i) instanceof Element element
                        && element.getAttribute("name").equals(unit)) {
                    return element;
                }
            }
            return null;
        }
    }

    private static Set<Class<?>> load(Element unit, ClassLoader loader) throws ClassNotFoundException {
        Set<Class<?>> classes = new LinkedHashSet<>();
        NodeList listed = unit.getElementsByTagNameNS("*", "class");
        for (int i = 0; i < listed.getLength(); i++) {
            classes.add(Class.forName(listed.item(i).getTextContent().strip(), false, loader));
        }
        return classes;
    }
}
