package dev.serai.platform.jolokia;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Masks what Camel writes as XML: routes, figures, and messages that were traced. Of a message's body only JSON is shown,
 * because in it the names tell what is secret; of anything else its type and length.
 */
final class MessageDumps {

    private static final Set<String> NAMED_VALUES =
            Set.of("header", "exchangeProperty", "exchangeVariable", "property", "variable");
    /** Steps of a route that give something with a name a value. */
    private static final Set<String> SETTING = Set.of("setHeader", "setProperty", "setVariable");

    /** What says where a value comes from, and not what it is. */
    private static final Pattern REFERENCE = Pattern.compile("\\s*(\\$\\{[^}]*}|\\{\\{[^}]*}})\\s*");

    private static final Set<String> PLAIN = Set.of(
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Double",
            "java.lang.Float",
            "java.lang.Short",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.time.Instant",
            "java.time.Duration",
            "java.util.UUID");

    private final SecretTexts texts;
    private final Function<String, Optional<String>> json;

    /** @param json masks a text that is JSON, and returns nothing for any other */
    MessageDumps(SecretTexts texts, Function<String, Optional<String>> json) {
        this.texts = texts;
        this.json = json;
    }

    /** @return the XML without secrets */
    String masked(String xml) {
        try {
            Document document = parse(xml);
            mask(document.getDocumentElement());
            if (document.getDocumentElement().getTagName().equals("routes")) {
                RouteDrawing.prepare(document);
            }
            return write(document, xml.stripLeading().startsWith("<?xml"));
        } catch (SAXException broken) {
            return "[not shown: " + xml.length() + " characters that are no well-formed XML]";
        } catch (IOException | ParserConfigurationException | TransformerException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void mask(Element element) {
        maskAttributes(element);
        if (element.getTagName().equals("body")) {
            element.setTextContent(body(element));
        } else if (NAMED_VALUES.contains(element.getTagName()) && element.hasAttribute("key")) {
            element.setTextContent(value(element));
        } else {
            boolean secret =
                    SETTING.contains(element.getTagName()) && SecretNames.isSecret(element.getAttribute("name"));
            maskWithin(element, secret);
        }
    }

    private void maskAttributes(Element element) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            // A key is a name.
            boolean secret = SecretNames.isSecret(attribute.getName())
                    && !attribute.getName().equals("key");
            attribute.setValue(secret ? SecretTexts.MASK : texts.masked(attribute.getValue()));
        }
    }

    /** @param secret whether a name further out says so */
    private void maskWithin(Element element, boolean secret) {
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                if (secret) {
                    maskWithin(inner, true);
                } else {
                    mask(inner);
                }
            } else if (child instanceof Text text && !text.getData().isBlank()) {
                text.setData(
                        secret && !REFERENCE.matcher(text.getData()).matches()
                                ? SecretTexts.MASK
                                : text(text.getData()));
            }
        }
    }

    private String text(String text) {
        return json.apply(text).orElseGet(() -> texts.strictlyMasked(text));
    }

    private String body(Element body) {
        String text = body.getTextContent();
        String type = body.getAttribute("type");
        return text.isEmpty()
                ? ""
                : json.apply(text).orElse("[" + (type.isEmpty() ? "" : type + ", ") + text.length() + " characters]");
    }

    private String value(Element value) {
        if (SecretNames.isSecret(value.getAttribute("key"))) {
            return SecretTexts.MASK;
        }
        String type = value.getAttribute("type");
        return type.isEmpty() || PLAIN.contains(type) ? text(value.getTextContent()) : "[" + type + "]";
    }

    private static Document parse(String xml) throws ParserConfigurationException, IOException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        // A message may hold any XML: it must not make the hub read files.
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new InputSource(new StringReader(xml)));
    }

    private static String write(Document document, boolean declared) throws TransformerException {
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, declared ? "no" : "yes");
        StringWriter written = new StringWriter();
        transformer.transform(new DOMSource(document), new StreamResult(written));
        return written.toString();
    }
}
