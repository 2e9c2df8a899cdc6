package dev.serai.platform.jmx;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.modelmbean.InvalidTargetObjectTypeException;
import javax.management.modelmbean.ModelMBean;
import javax.management.modelmbean.ModelMBeanInfo;
import javax.management.modelmbean.RequiredModelMBean;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedInstance;
import org.apache.camel.api.management.NotificationSenderAware;
import org.apache.camel.spring.spi.SpringManagementMBeanAssembler;
import org.apache.camel.support.management.MixinRequiredModelMBean;
import org.apache.camel.support.management.NotificationSenderAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Makes the MBeans of Camel. What an MBean offers depends on its class alone, and is written down once for all of a class:
 * anew for each of some thousand, it would take a fifth of the hub's start and much of its memory.
 */
final class OneFormPerKind extends SpringManagementMBeanAssembler {

    private final CamelContext camel;
    private final Map<Class<?>, ModelMBeanInfo> forms = new ConcurrentHashMap<>();

    OneFormPerKind(CamelContext camel) {
        super(camel);
        this.camel = camel;
    }

    @Override
    public @Nullable ModelMBean assemble(MBeanServer server, Object managed, ObjectName name) throws JMException {
        if (offersMoreThanItsClass(managed)) {
            return super.assemble(server, managed, name);
        }
        ModelMBeanInfo form = forms.get(managed.getClass());
        if (form == null) {
            form = assembler.getMBeanInfo(camel, managed, null, name.toString());
            if (form == null) {
                return null;
            }
            forms.put(managed.getClass(), form);
        }
        RequiredModelMBean bean = new MixinRequiredModelMBean(form, isMasked(), null, null);
        try {
            bean.setManagedResource(managed, "ObjectReference");
        } catch (InvalidTargetObjectTypeException impossible) {
            throw new JMException(impossible.getMessage());
        }
        if (managed instanceof NotificationSenderAware sender) {
            sender.setNotificationSender(new NotificationSenderAdapter(bean));
        }
        return bean;
    }

    /** An MBean of a component or a bean that has attributes of its own is put together of both. */
    private static boolean offersMoreThanItsClass(Object managed) {
        return isSpringResource(managed)
                || (managed instanceof ManagedInstance of
                        && of.getInstance() != null
                        && (isSpringResource(of.getInstance()) || isCamelResource(of.getInstance())));
    }

    private static boolean isSpringResource(Object managed) {
        return managed.getClass().isAnnotationPresent(org.springframework.jmx.export.annotation.ManagedResource.class);
    }

    private static boolean isCamelResource(Object managed) {
        return managed.getClass().isAnnotationPresent(org.apache.camel.api.management.ManagedResource.class);
    }

    private boolean isMasked() {
        Boolean mask = camel.getManagementStrategy().getManagementAgent().getMask();
        return mask != null && mask;
    }
}
