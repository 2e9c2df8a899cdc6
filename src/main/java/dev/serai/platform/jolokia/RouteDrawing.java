package dev.serai.platform.jolokia;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Has Hawtio 4.3 draw routes: it takes the first thing in a route for its beginning, and draws nothing at all when that is
 * an error handler. The handlers are left out; the route's own dump has them.
 */
final class RouteDrawing {

    private RouteDrawing() {}

    /** Changes the dump of all routes. */
    static void prepare(Document routes) {
        for (Element route : children(routes.getDocumentElement(), "route")) {
            children(route, "errorHandler").forEach(route::removeChild);
            children(route, "from").forEach(from -> route.insertBefore(from, route.getFirstChild()));
        }
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
