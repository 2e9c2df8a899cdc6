package dev.serai.platform.jolokia;

import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ObjectName;
import org.jolokia.service.jmx.handler.list.DataUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Has a list of MBeans name what may be read, and tell of each operation whether whoever asks may invoke it: Hawtio greys
 * its buttons accordingly.
 */
final class ListedRights extends DataUpdater {

    private static final String OPERATIONS = "op";
    private static final String ATTRIBUTES = "attr";
    private static final String ALLOWED = "canInvoke";

    /** Camel lists what reads an attribute as an operation, too. */
    private static final Pattern ACCESSOR = Pattern.compile("(get|is|set)[A-Z].*");

    private final MBeanRules rules;

    ListedRights(MBeanRules rules) {
        super(0);
        this.rules = rules;
    }

    @Override
    public String getKey() {
        return "serai";
    }

    @Override
    public void update(Map<String, Object> listed, ObjectName name, MBeanInfo mbean, Deque<String> path) {
        if (listed.get(ATTRIBUTES) instanceof Map<?, ?> attributes) {
            attributes.keySet().removeIf(attribute -> !rules.mayRead(name, attribute.toString()));
        }
        if (listed.get(OPERATIONS) instanceof Map<?, ?> operations) {
            operations
                    .keySet()
                    .removeIf(
                            operation -> ACCESSOR.matcher(operation.toString()).matches()
                                    && !rules.mayInvoke(name, operation.toString()));
            Map<String, Object> rights = new HashMap<>();
            for (MBeanOperationInfo operation : mbean.getOperations()) {
                boolean allowed = rules.mayInvoke(name, form(operation));
                rights.put(form(operation), Map.of(ALLOWED, allowed));
                mark(operations.get(operation.getName()), allowed);
            }
            listed.put("opByString", rights);
        }
    }

    /** @param described one form of an operation, or several */
    @SuppressWarnings("unchecked")
    private static void mark(@Nullable Object described, boolean allowed) {
        if (described instanceof Map<?, ?> one) {
            ((Map<String, Object>) one).put(ALLOWED, allowed);
        } else if (described instanceof List<?> forms) {
            // A button without a form in mind is for any of them.
            forms.stream()
                    .filter(form -> allowed || !((Map<?, ?>) form).containsKey(ALLOWED))
                    .forEach(form -> mark(form, allowed));
        }
    }

    private static String form(MBeanOperationInfo operation) {
        StringBuilder form = new StringBuilder(operation.getName()).append('(');
        String separator = "";
        for (MBeanParameterInfo parameter : operation.getSignature()) {
            form.append(separator).append(parameter.getType());
            separator = ",";
        }
        return form.append(')').toString();
    }
}
