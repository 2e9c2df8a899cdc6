package dev.serai.platform.routes;

import java.util.Collection;
import java.util.Optional;
import org.apache.camel.Component;

/** What there is for routes to name. */
interface Surroundings {

    /** @return the class of the bean that has this name; empty when there is none */
    Optional<Class<?>> bean(String name);

    /** @return the names of beans that routes may name, for hints */
    Collection<String> beans();

    /** @return whether there is a component for this scheme, such as {@code direct} */
    default boolean hasComponent(String scheme) {
        return Surroundings.class.getResource("/META-INF/services/org/apache/camel/component/" + scheme) != null
                || bean(scheme).filter(Component.class::isAssignableFrom).isPresent();
    }

    /** @return whether a property has a value */
    boolean hasProperty(String name);

    /**
     * @param specification an OpenAPI document as a route file names it
     * @return the operations that are served by it now, each of which needs a route; none when nothing is served
     */
    Collection<String> operations(String specification);

    /**
     * @param condition whether the text is a condition; otherwise it is a value
     * @return what is wrong with a text in Camel's language «simple»; empty when nothing is
     */
    Optional<String> faultOfSimple(String text, boolean condition);
}
