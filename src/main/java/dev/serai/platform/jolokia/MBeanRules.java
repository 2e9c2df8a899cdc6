package dev.serai.platform.jolokia;

import java.util.Map;
import java.util.Set;
import javax.management.ObjectName;

/**
 * What may be read of the hub's MBeans and done with them: what stands here, and nothing else. Jolokia could otherwise run
 * code in the hub (by routes, by languages, by diagnostic commands), send messages in anybody's name, and read the secrets
 * that the hub was started with.
 */
final class MBeanRules {

    private static final String CAMEL = "org.apache.camel";
    private static final String JAVA = "java.lang";

    /** Of Java itself. Runtime has the hub's start command and its system properties, which hold secrets. */
    private static final Map<String, Set<String>> JAVA_ATTRIBUTES = Map.of(
            "ClassLoading", Set.of("LoadedClassCount", "TotalLoadedClassCount", "UnloadedClassCount"),
            "GarbageCollector", Set.of("CollectionCount", "CollectionTime"),
            "Memory", Set.of("HeapMemoryUsage", "NonHeapMemoryUsage"),
            "MemoryPool", Set.of("Usage", "PeakUsage", "Type"),
            "OperatingSystem",
                    Set.of(
                            "AvailableProcessors",
                            "ProcessCpuLoad",
                            "ProcessCpuTime",
                            "SystemLoadAverage",
                            "OpenFileDescriptorCount",
                            "MaxFileDescriptorCount"),
            "Runtime", Set.of("StartTime", "Uptime", "VmName", "VmVendor", "VmVersion", "SpecVersion"),
            "Threading", Set.of("ThreadCount", "PeakThreadCount", "DaemonThreadCount", "TotalStartedThreadCount"));

    private static final Set<String> CAMEL_TYPES =
            Set.of("context", "routes", "routegroups", "processors", "components", "endpoints", "tracer", "debugger");

    /** Of the services only those that Hawtio's pages show. */
    private static final Set<String> CAMEL_SERVICES =
            Set.of("DefaultInflightRepository", "DefaultRestRegistry", "DefaultRuntimeEndpointRegistry");

    private static final Set<String> HIDDEN_ATTRIBUTES = Set.of("GlobalOptions", "AdditionalSensitiveKeywords");

    /**
     * By type, or by name for services: what only tells something. Where there are other forms of an operation than the one
     * that is allowed, such as one that fills placeholders in, the form is written out.
     */
    private static final Map<String, Set<String>> TELLING = Map.of(
            "context",
                    Set.of(
                            "dumpRoutesAsXml()",
                            "dumpRoutesAsYaml()",
                            "dumpRestsAsXml()",
                            "dumpRouteTemplatesAsXml",
                            "dumpRoutesStatsAsXml",
                            "dumpStepStatsAsXml",
                            "dumpStatsAsXml",
                            "routeIds",
                            "routeGroups",
                            "componentNames"),
            "routes",
                    Set.of(
                            "dumpRouteAsXml()",
                            "dumpRouteAsYaml()",
                            "dumpRouteStatsAsXml",
                            "dumpStepStatsAsXml",
                            "dumpStatsAsXml",
                            "dumpRouteSourceLocationsAsXml",
                            "isUpdateRouteEnabled",
                            "processorIds"),
            "routegroups", Set.of("dumpStatsAsXml"),
            "processors", Set.of("dumpStatsAsXml"),
            "tracer", Set.of("breakpoints", "suspendedBreakpointNodeIds", "getDebugCounter"),
            "DefaultInflightRepository", Set.of("browse", "size"),
            "DefaultRestRegistry", Set.of("listRestServices"),
            "DefaultRuntimeEndpointRegistry", Set.of("endpointStatistics", "getAllEndpoints", "getEndpointsPerRoute"));

    /** What changes something: the way of the messages, never what they are or what the routes do with them. */
    private static final Map<String, Set<String>> CHANGING = Map.of(
            "context", Set.of("reset"),
            "routes", Set.of("start", "stop", "suspend", "resume", "restart", "reset"),
            "routegroups", Set.of("start", "stop", "reset"),
            "processors", Set.of("reset"),
            "tracer",
                    Set.of(
                            // Camel forgets what it has told of.
                            "dumpAllTracedMessagesAsXml",
                            "dumpTracedMessagesAsXml",
                            "setEnabled",
                            "clear",
                            "resetTraceCounter",
                            "enableDebugger",
                            "disableDebugger",
                            "addBreakpoint",
                            "removeBreakpoint",
                            "removeAllBreakpoints",
                            "enableBreakpoint",
                            "disableBreakpoint",
                            "resumeBreakpoint",
                            "resumeAll",
                            "stepBreakpoint",
                            "step"));

    private final boolean operating;

    /** @param operating whether things may be changed */
    MBeanRules(boolean operating) {
        this.operating = operating;
    }

    boolean isVisible(ObjectName name) {
        String type = name.getKeyProperty("type");
        if (type == null) {
            return false;
        }
        if (name.getDomain().equals(JAVA)) {
            return JAVA_ATTRIBUTES.containsKey(type);
        }
        return name.getDomain().equals(CAMEL)
                && (CAMEL_TYPES.contains(type)
                        || type.equals("services") && CAMEL_SERVICES.contains(name.getKeyProperty("name")));
    }

    boolean mayRead(ObjectName name, String attribute) {
        if (!isVisible(name)) {
            return false;
        }
        return name.getDomain().equals(JAVA)
                ? JAVA_ATTRIBUTES.get(name.getKeyProperty("type")).contains(attribute)
                : !HIDDEN_ATTRIBUTES.contains(attribute);
    }

    /** @param operation as it is asked for: its name, or its name and the types of its arguments */
    boolean mayInvoke(ObjectName name, String operation) {
        if (!isVisible(name) || !name.getDomain().equals(CAMEL)) {
            return false;
        }
        String type = name.getKeyProperty("type");
        String kind = type.equals("services") ? name.getKeyProperty("name") : type.equals("debugger") ? "tracer" : type;
        return isAmong(TELLING.getOrDefault(kind, Set.of()), operation)
                || operating && isAmong(CHANGING.getOrDefault(kind, Set.of()), operation);
    }

    private static boolean isAmong(Set<String> allowed, String operation) {
        int form = operation.indexOf('(');
        return allowed.contains(operation.replace(" ", ""))
                || allowed.contains(form < 0 ? operation : operation.substring(0, form));
    }
}
