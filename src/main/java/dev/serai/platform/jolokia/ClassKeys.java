package dev.serai.platform.jolokia;

import javax.management.ObjectInstance;
import org.jolokia.service.jmx.api.CacheKeyProvider;

/** Has a list of MBeans describe each class once: there are hundreds of routes, and a list of 4 MB was 3.5 MB of repeats. */
final class ClassKeys extends CacheKeyProvider {

    ClassKeys() {
        super(0);
    }

    @Override
    public String determineKey(ObjectInstance mbean) {
        return mbean.getObjectName().getDomain() + ":" + mbean.getClassName();
    }
}
